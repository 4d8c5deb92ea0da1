package org.milterflux.filter.rspamd.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator may set, as configuration editors show it; {@link RspamdSettings#of} reads it. */
@ObjectClassDefinition(
        name = "Milterflux rspamd",
        description = "Asks rspamd about each message and does what it says.")
@interface RspamdConfiguration {

    @AttributeDefinition(
            name = "Engines",
            description = "Where rspamd's normal worker listens, the preferred one first; https is understood.")
    String[] engines() default RspamdSettings.ENGINE;

    @AttributeDefinition(
            name = "Password",
            type = AttributeType.PASSWORD,
            description = "For engines that want one. Empty: none.")
    String password() default "";

    @AttributeDefinition(name = "Seconds for a connection", min = "1", max = "3600")
    int connectTimeoutSeconds() default RspamdSettings.CONNECT_SECONDS;

    @AttributeDefinition(
            name = "Seconds for an answer",
            min = "1",
            max = "3600",
            description =
                    "The longest one engine may take for one message. Keep it above rspamd's task_timeout and below the"
                            + " platform's filterTimeoutSeconds.")
    int timeoutSeconds() default RspamdSettings.ANSWER_SECONDS;

    @AttributeDefinition(
            name = "Seconds of rest",
            min = "1",
            max = "3600",
            description =
                    "An engine that failed gets no mail while another works, and is asked whether it works that often.")
    int restSeconds() default RspamdSettings.REST_SECONDS;

    @AttributeDefinition(name = "Scans at the same time", min = "1", max = "10000", description = "Further ones wait.")
    int maxScans() default RspamdSettings.MAX_SCANS;

    @AttributeDefinition(
            name = "Largest message",
            min = "1",
            description = "In bytes; not above rspamd's max_message. Larger ones are not scanned.")
    long maxBytes() default RspamdSettings.MAX_BYTES;

    @AttributeDefinition(
            name = "A larger message",
            options = {@Option(value = "pass"), @Option(value = "tempfail"), @Option(value = "reject")})
    String tooLarge() default "pass";

    @AttributeDefinition(
            name = "Actions",
            description =
                    "Other deeds than usual, as action=deed: greylist=tempfail. Deeds: pass, tag, subject, quarantine,"
                            + " tempfail, reject, discard.")
    String[] actions() default {};

    @AttributeDefinition(
            name = "Result header",
            description = "Tells score and symbols; what comes in under the name goes. Empty: none.")
    String resultHeader() default RspamdSettings.RESULT_HEADER;

    @AttributeDefinition(name = "Spam header", description = "Marks spam; what comes in under the name goes.")
    String spamHeader() default RspamdSettings.SPAM_HEADER;

    @AttributeDefinition(
            name = "Stripped headers",
            description = "Further fields that go when they come in, such as those that rspamd's milter_headers adds.")
    String[] stripHeaders() default {};
}
