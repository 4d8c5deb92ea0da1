package org.milterflux.filter.milter.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator may set, as configuration editors show it; {@link MemberSettings#of} reads it. */
@ObjectClassDefinition(
        name = "Milterflux external milter",
        description =
                "Makes an existing milter, such as OpenDKIM or rspamd, a filter of the chain. One configuration for"
                        + " each milter.")
@interface MilterConfiguration {

    @AttributeDefinition(
            description = "Where the milter listens: inet:PORT@HOST, inet6:PORT@HOST, inet:HOST:PORT, unix:/PATH or"
                    + " local:/PATH.")
    String socket();

    @AttributeDefinition(
            required = false,
            description =
                    "The filter's id in the chain; milter~NAME when not set, NAME being that of the configuration.")
    String name();

    @AttributeDefinition(
            name = "service.ranking",
            type = AttributeType.INTEGER,
            description = "Its place in the chain: higher comes first. A policy of the id may say another.")
    int service_ranking() default 0;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds to wait for the connection, and then for the milter's half of the negotiation.")
    int connectTimeoutSeconds() default 30;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds to wait for each packet of an answer to connect, HELO, MAIL, RCPT, DATA and unknown"
                    + " commands. The filter's policy bounds the whole answer.")
    int commandTimeoutSeconds() default 30;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds to wait for each packet of an answer from the first header field on.")
    int contentTimeoutSeconds() default 300;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "0",
            description = "Bytes that the edits of one message may have together, the new body included.")
    int maxEditBytes() default 67108864;

    @AttributeDefinition(
            required = false,
            description =
                    "Macros to ask the MTA for from its first connection on, without braces. Those that the milter asks for"
                            + " are added after its first negotiation.")
    String[] macros();

    @AttributeDefinition(
            description =
                    "Whether to ask the MTA for recipients that it refuses, from its first connection on. Otherwise"
                            + " only after the milter asked for them.")
    boolean rejectedRecipients() default false;
}
