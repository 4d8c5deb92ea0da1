package org.milterflux.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = "org.milterflux.core",
        name = "Milterflux core",
        description = "What holds for all filters: failures, time, what the MTA is asked for, where bodies are kept.")
@interface CoreConfiguration {

    @AttributeDefinition(
            description = "What happens to a message when a filter without a policy of its own fails.",
            options = {
                @Option(label = "go on without the filter", value = "skip"),
                @Option(label = "refuse for now", value = "tempfail"),
                @Option(label = "refuse for good", value = "reject"),
                @Option(label = "take it and put it on hold", value = "quarantine"),
                @Option(label = "refuse for now and close the SMTP connection", value = "shutdown")
            })
    String failure() default "tempfail";

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "270",
            description =
                    "Seconds a filter may take for one answer. Before the content the MTA's own limit is shorter.")
    int filterTimeoutSeconds() default 20;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "0",
            max = "600",
            description = "Seconds a bundle that stops waits for the messages its filter is part of.")
    int drainSeconds() default 30;

    @AttributeDefinition(
            description = "When filters that take pieces are given the content.",
            options = {
                @Option(label = "as it comes behind Postfix, else when it is complete", value = "auto"),
                @Option(label = "the first one as it comes, the others when it is complete", value = "live"),
                @Option(label = "when it is complete", value = "at-eom")
            })
    String content() default "auto";

    @AttributeDefinition(
            type = AttributeType.BOOLEAN,
            description = "Whether a filter that puts a message on hold is the last one asked, as in Postfix.")
    boolean quarantineStopsChain() default false;

    @AttributeDefinition(
            type = AttributeType.BOOLEAN,
            description = "Whether a message that no filter wants to see further is accepted before its end. Postfix"
                    + " before mid-2026 may then pass the connection's next message by all filters.")
    boolean earlyAccept() default false;

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            min = "1",
            max = "280",
            description =
                    "Seconds MAIL waits for a required filter that is not there; 25 behind Postfix and 8 else when"
                            + " not set, which is what the MTAs bear by default.")
    int holdSeconds();

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "0",
            max = "1000000",
            description = "Messages whose content may be under way at once; further ones wait at DATA, then are refused"
                    + " for now. 0 is no bound.")
    int messagesInContent() default 0;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "1000000",
            description = "Failures of a filter within the window, and half of its calls at least, after which it is"
                    + " not called for a while.")
    int breakerFailures() default 5;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "3600",
            description = "Seconds in which failures of a filter are counted.")
    int breakerWindowSeconds() default 30;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "300",
            description = "Seconds a failing filter is not called at first; doubled up to 300 while trials fail.")
    int breakerCooldownSeconds() default 10;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "0",
            max = "1000000",
            description = "Messages that milter:explain remembers.")
    int recordedMessages() default 1000;

    @AttributeDefinition(
            description = "Who says which macros the MTA sends.",
            options = {
                @Option(label = "we ask for what filters may need", value = "own"),
                @Option(label = "the MTA's own configuration", value = "mta")
            })
    String macros() default "own";

    @AttributeDefinition(
            required = false,
            cardinality = Integer.MAX_VALUE,
            description = "What the MTA is asked to let filters do; everything it offers when not set.",
            options = {
                @Option(label = "SMFIF_ADDHDRS", value = "add-headers"),
                @Option(label = "SMFIF_CHGBODY", value = "change-body"),
                @Option(label = "SMFIF_ADDRCPT", value = "add-recipient"),
                @Option(label = "SMFIF_DELRCPT", value = "delete-recipient"),
                @Option(label = "SMFIF_CHGHDRS", value = "change-headers"),
                @Option(label = "SMFIF_QUARANTINE", value = "quarantine"),
                @Option(label = "SMFIF_CHGFROM", value = "change-sender"),
                @Option(label = "SMFIF_ADDRCPT_PAR", value = "add-recipient-with-arguments"),
                @Option(label = "SMFIF_SETSYMLIST", value = "set-symbols")
            })
    String[] actions();

    @AttributeDefinition(
            type = AttributeType.LONG,
            min = "0",
            description = "Bytes of one body that are kept in memory; the rest goes to a file.")
    long spoolMessageBytes() default 2097152;

    @AttributeDefinition(
            required = false,
            type = AttributeType.LONG,
            min = "0",
            description = "Bytes of all bodies together in memory; an eighth of the heap when not set.")
    long spoolMemoryBytes();

    @AttributeDefinition(
            type = AttributeType.LONG,
            min = "0",
            description = "Bytes of all bodies together on disk; beyond it messages are refused for now.")
    long spoolDiskBytes() default 1073741824;

    @AttributeDefinition(description = "Directory of the body files, relative to the data directory.")
    String spoolDirectory() default "spool";
}
