package org.milterflux.itests.deployment;

import aQute.bnd.osgi.Builder;
import java.util.List;
import org.milterflux.itests.deployment.stamp.BreakingStamp;
import org.milterflux.itests.deployment.stamp.ConfiguredStamp;
import org.milterflux.itests.deployment.stamp.HangingStamp;
import org.milterflux.itests.deployment.stamp.PlainStamp;
import org.milterflux.itests.deployment.stamp.ReactiveStamp;
import org.milterflux.itests.deployment.stamp.SessionStamp;
import org.milterflux.itests.deployment.stamp.ThrowingActivator;
import org.milterflux.itests.deployment.stamp.ThrowingStamp;
import org.milterflux.itests.deployment.stamp.UnreadyStamp;

/** What a stamp bundle has in it: the ways of writing a filter, and the ways of being broken. */
enum Kind {
    PLAIN(PlainStamp.class),
    REACTIVE(ReactiveStamp.class),
    SESSION(SessionStamp.class),
    CONFIGURED(ConfiguredStamp.class),

    /** Needs a configuration of another name than the one that is there. */
    UNCONFIGURED(ConfiguredStamp.class),
    UNRESOLVABLE(PlainStamp.class, "Import-Package", "org.example.missing,*"),
    OTHER_API(PlainStamp.class, "Import-Package", "org.milterflux.api;version=\"[2,3)\",*"),
    THROWING(ThrowingStamp.class),
    THROWING_ACTIVATOR(PlainStamp.class, "Bundle-Activator", ThrowingActivator.class.getName()),
    HANGING(HangingStamp.class),
    UNREADY(UnreadyStamp.class),
    /** Good until the first message. */
    BREAKING(BreakingStamp.class);

    /** Those that never serve a message. */
    static final List<Kind> STILLBORN = List.of(UNCONFIGURED, UNRESOLVABLE, OTHER_API, THROWING, THROWING_ACTIVATOR);

    /** Those that never take the place of an earlier version. */
    static final List<Kind> NEVER_READY =
            List.of(UNCONFIGURED, UNRESOLVABLE, OTHER_API, THROWING, THROWING_ACTIVATOR, HANGING, UNREADY);

    private final Class<?> component;
    private final String header;
    private final String value;

    Kind(Class<?> component) {
        this(component, "", "");
    }

    Kind(Class<?> component, String header, String value) {
        this.component = component;
        this.header = header;
        this.value = value;
    }

    Class<?> component() {
        return component;
    }

    void describe(Builder bnd) {
        bnd.setProperty("-dsannotations", component.getName());
        bnd.setProperty("Import-Package", "*");
        if (!header.isEmpty()) {
            bnd.setProperty(header, value);
        }
    }

    /** The component's description, for a filter of this kind. */
    String description(String template, String id, String version) {
        String pid = this == UNCONFIGURED ? "stamp." + id + ".missing" : "stamp." + id;
        return template.replace("stamp.@id@", pid).replace("@id@", id).replace("@version@", version);
    }
}
