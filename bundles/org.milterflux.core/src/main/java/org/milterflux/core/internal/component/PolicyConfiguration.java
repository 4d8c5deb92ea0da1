package org.milterflux.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = PolicySource.PID,
        name = "Milterflux filter policy",
        description = "The administrator's word on one filter; it goes before what the filter's bundle says.")
@interface PolicyConfiguration {

    @AttributeDefinition(description = "The filter's id, as milter:filters shows it.")
    String filter();

    @AttributeDefinition(type = AttributeType.BOOLEAN, description = "Whether the filter takes part.")
    boolean enabled() default true;

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            description = "Its place in the chain, highest first; the bundle's service.ranking when not set.")
    int rank();

    @AttributeDefinition(
            required = false,
            description = "What happens to a message when the filter fails; the core's setting when not set.",
            options = {
                @Option(label = "go on without the filter", value = "skip"),
                @Option(label = "refuse for now", value = "tempfail"),
                @Option(label = "refuse for good", value = "reject"),
                @Option(label = "take it and put it on hold", value = "quarantine"),
                @Option(label = "refuse for now and close the SMTP connection", value = "shutdown")
            })
    String failure();

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            min = "1",
            max = "270",
            description = "Seconds the filter may take for one answer; the core's setting when not set.")
    int timeoutSeconds();

    @AttributeDefinition(
            type = AttributeType.BOOLEAN,
            description = "Whether mail waits, and is then refused for now, while the filter is not there.")
    boolean required() default false;
}
