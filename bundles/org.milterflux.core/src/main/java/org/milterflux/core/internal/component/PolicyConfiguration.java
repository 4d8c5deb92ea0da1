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
            type = AttributeType.BOOLEAN,
            description = "Whether it is only watched: verdicts are logged and ignored, edits dropped.")
    boolean shadow() default false;

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            description = "Its place in the chain, highest first; the bundle's service.ranking when not set.")
    int rank();

    @AttributeDefinition(
            required = false,
            cardinality = Integer.MAX_VALUE,
            description = "Names of the listeners on whose connections it takes part; all when not set.")
    String[] listeners();

    @AttributeDefinition(
            required = false,
            description =
                    "Which messages it takes part in, in CEL, as in !authenticated && size < 1000000; all when not"
                            + " set. Needs the bundle org.milterflux.condition.")
    String condition();

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
            description = "Own words when a failure refuses, as in 451 4.7.1 Please try later; they suit failure.")
    String failureReply();

    @AttributeDefinition(
            description = "How long a failure lasts.",
            options = {
                @Option(label = "the filter is tried again at the next message", value = "message"),
                @Option(label = "to the end of the connection, as in both MTAs", value = "connection")
            })
    String failureScope() default "message";

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            min = "1",
            max = "270",
            description = "Seconds the filter may take for one answer; the core's setting when not set.")
    int timeoutSeconds();

    @AttributeDefinition(
            required = false,
            type = AttributeType.INTEGER,
            min = "1",
            max = "10000",
            description = "Calls of the filter at a time, of all connections together; further ones wait their turn"
                    + " within its time. No bound of its own when not set.")
    int concurrency();

    @AttributeDefinition(
            type = AttributeType.BOOLEAN,
            description = "Whether mail needs the filter; absent says what happens while it is not there.")
    boolean required() default false;

    @AttributeDefinition(
            description = "What happens to a message while the filter is required and not there.",
            options = {
                @Option(label = "wait for it at MAIL, then refuse for now", value = "hold"),
                @Option(label = "refuse for now", value = "tempfail"),
                @Option(label = "go on without the filter", value = "skip")
            })
    String absent() default "hold";
}
