package org.milterflux.filter.rules.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator may set for one script, as configuration editors show it; the name is the filter's. */
@ObjectClassDefinition(name = "Milterflux rules", description = "Where a Sieve script lies.")
@interface RulesConfiguration {

    @AttributeDefinition(
            name = "Script",
            description =
                    "The file; a relative path begins in the folder of the configuration. A file in the deploy folder needs"
                            + " no configuration.")
    String script();
}
