package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;

/**
 * What a filter leaves on a message: {@code X-Stamp: ID VERSION ASKED MARK}.
 *
 * @param id the filter's
 * @param version of its bundle
 * @param mark from its configuration; {@code -} when it has none
 */
record Stamp(String id, String version, String mark) {

    static Stamp of(Map<String, ?> properties) {
        return new Stamp(
                text(properties, "milter.name"),
                text(properties, "stamp.version"),
                properties.containsKey("mark") ? text(properties, "mark") : "-");
    }

    /** @param asked how often this filter object was asked about the message: at MAIL, at its recipient, at its end */
    Decision on(int asked) {
        return Decision.edit(Edit.addHeader("X-Stamp", id + " " + version + " " + asked + " " + mark));
    }

    private static String text(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key);
        }
        return value.toString();
    }
}
