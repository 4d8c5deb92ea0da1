package org.milterflux.filter.script.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator may set for one script, as configuration editors show it; the name is the filter's. */
@ObjectClassDefinition(name = "Milterflux script", description = "Settings of one Groovy script, or where it lies.")
@interface ScriptConfiguration {

    @AttributeDefinition(
            name = "Script",
            required = false,
            description =
                    "The file; a relative path begins in the folder of the configuration. Default: the file of this"
                            + " configuration's name in the deploy folder.")
    String script() default "";

    @AttributeDefinition(
            name = "Values",
            required = false,
            description = "Settings that the script reads, each as name=text; a name may stand several times.")
    String[] values() default {};
}
