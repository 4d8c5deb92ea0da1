package org.milterflux.filter.clamav.internal;

import org.milterflux.engine.EngineSettings;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator may set, as configuration editors show it; {@link ClamavSettings#of} reads it. */
@ObjectClassDefinition(name = "Milterflux ClamAV", description = "Has clamd look at each message while it arrives.")
@interface ClamavConfiguration {

    @AttributeDefinition(
            description =
                    "Where clamd listens: inet:PORT@HOST, inet6:PORT@HOST or unix:/PATH. The first that works gets"
                            + " the mail. Required.")
    String[] engines();

    @AttributeDefinition(
            min = "1",
            description =
                    "The largest message to be scanned, in bytes, header included. Not more than StreamMaxLength in"
                            + " clamd.conf.")
    long maxBytes() default ClamavSettings.MAX_BYTES;

    @AttributeDefinition(
            options = {
                @Option(label = "fail", value = "fail"),
                @Option(label = "reject", value = "reject"),
                @Option(label = "tag", value = "tag")
            },
            description = "What to do with a larger one.")
    String tooLarge() default "reject";

    @AttributeDefinition(
            options = {
                @Option(label = "reject", value = "reject"),
                @Option(label = "tempfail", value = "tempfail"),
                @Option(label = "quarantine", value = "quarantine"),
                @Option(label = "discard", value = "discard"),
                @Option(label = "tag", value = "tag")
            },
            description = "What to do with an infected message.")
    String infected() default "reject";

    @AttributeDefinition(
            description = "What a client is told whose message is infected and refused; {signature} stands for the name"
                    + " of what was found.")
    String reply() default ClamavSettings.REPLY;

    @AttributeDefinition(
            options = {
                @Option(label = "fail", value = "fail"),
                @Option(label = "reject", value = "reject"),
                @Option(label = "tag", value = "tag")
            },
            description = "What to do with a message that no clamd gave an answer to. fail: the failure action of the"
                    + " filter's policy, a temporary refusal unless configured.")
    String unscanned() default "fail";

    @AttributeDefinition(
            description = "The header field in which the result is written, and which is deleted when it comes in."
                    + " Empty: none.")
    String header() default ClamavSettings.HEADER;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "3600",
            description = "Seconds to wait for a connection.")
    int connectTimeoutSeconds() default EngineSettings.CONNECT_SECONDS;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "3600",
            description =
                    "Seconds that one scan may take, from the connection to the answer, and that it may wait for a"
                            + " place. Less than the platform's filterTimeoutSeconds.")
    int timeoutSeconds() default EngineSettings.ANSWER_SECONDS;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "3600",
            description = "Seconds that an engine which failed gets no mail while another works.")
    int restSeconds() default EngineSettings.REST_SECONDS;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "10000",
            description = "Scans at the same time; further ones wait. Not more than MaxThreads and MaxQueue in"
                    + " clamd.conf.")
    int maxScans() default EngineSettings.MAX_SCANS;
}
