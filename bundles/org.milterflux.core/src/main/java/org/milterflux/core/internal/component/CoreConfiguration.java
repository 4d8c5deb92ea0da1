package org.milterflux.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = "org.milterflux.core",
        name = "Milterflux core",
        description = "How filters that fail are answered for, and where bodies are kept while filters read them.")
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
            type = AttributeType.LONG,
            min = "0",
            description = "Bytes of one body that are kept in memory; the rest goes to a file.")
    long spoolMessageBytes() default 262144;

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
