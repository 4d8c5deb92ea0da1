package org.milterflux.deployer.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = DeployerComponent.PID,
        name = "Milterflux deployer",
        description = "How carefully new bundles take the place of those that serve.")
@interface DeployerConfiguration {

    @AttributeDefinition(
            description = "What becomes of a doubtful order of filters, such as a body editor after a signer.",
            options = {
                @Option(label = "it is told", value = "warn"),
                @Option(label = "the deployment is refused", value = "refuse")
            })
    String lint() default "warn";

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds new bundles may take to start and be ready, while the earlier ones serve.")
    int healthSeconds() default 30;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "0",
            max = "1000000",
            description =
                    "Messages of each new filter that prove it; until then the earlier version stands by. 0 is no trial.")
    int trialMessages() default 10;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds after which a trial has been passed in any case.")
    int trialSeconds() default 300;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "1000000",
            description = "Failures in a trial with which the earlier version takes its place again.")
    int trialFailures() default 1;

    @AttributeDefinition(
            type = AttributeType.INTEGER,
            min = "1",
            max = "86400",
            description = "Seconds a replaced bundle waits for the messages its filter is part of.")
    int drainSeconds() default 60;
}
