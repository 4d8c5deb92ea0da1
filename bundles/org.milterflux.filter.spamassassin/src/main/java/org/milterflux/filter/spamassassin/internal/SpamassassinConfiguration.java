package org.milterflux.filter.spamassassin.internal;

import org.milterflux.engine.EngineSettings;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator may set, as configuration editors show it; {@link SpamassassinSettings#of} reads it. */
@ObjectClassDefinition(
        name = "Milterflux SpamAssassin",
        description = "Has spamd score each message, and tags or refuses spam.")
@interface SpamassassinConfiguration {

    @AttributeDefinition(
            name = "Engines",
            description =
                    "Where spamd listens, the preferred one first: inet:783@127.0.0.1, unix:/run/spamd.sock. Required.")
    String[] engines();

    @AttributeDefinition(name = "Seconds for a connection", min = "1", max = "3600")
    int connectTimeoutSeconds() default EngineSettings.CONNECT_SECONDS;

    @AttributeDefinition(
            name = "Seconds for an answer",
            min = "1",
            max = "3600",
            description =
                    "The longest one engine may take for one message. Keep it below the platform's filterTimeoutSeconds.")
    int timeoutSeconds() default EngineSettings.ANSWER_SECONDS;

    @AttributeDefinition(
            name = "Seconds of rest",
            min = "1",
            max = "3600",
            description = "An engine that failed gets no mail that long while another works.")
    int restSeconds() default EngineSettings.REST_SECONDS;

    @AttributeDefinition(name = "Scans at the same time", min = "1", max = "10000", description = "Further ones wait.")
    int maxScans() default EngineSettings.MAX_SCANS;

    @AttributeDefinition(
            name = "User",
            description = "Whose preferences spamd uses; those of a recipient when there is exactly one.",
            options = {
                @Option(value = "none"),
                @Option(value = "fixed"),
                @Option(value = "recipient"),
                @Option(value = "local-part"),
                @Option(value = "authenticated")
            })
    String user() default "none";

    @AttributeDefinition(name = "User's name", description = "For user=fixed.")
    String userName() default "";

    @AttributeDefinition(
            name = "Spam from score",
            description = "A message of this score or more is spam. Empty: what spamd says.")
    String tagAbove() default "";

    @AttributeDefinition(
            name = "Refused from score",
            description = "A message of this score or more is refused. Empty: none.")
    String rejectAbove() default "";

    @AttributeDefinition(
            name = "Dropped from score",
            description = "A message of this score or more is taken and dropped. Empty: none.")
    String discardAbove() default "";

    @AttributeDefinition(
            name = "Subject tag",
            description = "Put in front of the subject of spam: '[SPAM] '. Empty: none.")
    String subjectTag() default "";

    @AttributeDefinition(
            name = "Report on spam",
            description = "Where it goes; in the body the message goes along as an attachment.",
            options = {@Option(value = "none"), @Option(value = "header"), @Option(value = "body")})
    String report() default "none";

    @AttributeDefinition(name = "Largest message", min = "1", description = "In bytes. Larger ones are not scanned.")
    long maxBytes() default SpamassassinSettings.MAX_BYTES;

    @AttributeDefinition(
            name = "A larger message",
            options = {@Option(value = "pass"), @Option(value = "tempfail"), @Option(value = "reject")})
    String tooLarge() default "pass";
}
