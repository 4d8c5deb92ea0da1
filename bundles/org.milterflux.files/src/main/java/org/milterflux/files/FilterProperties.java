package org.milterflux.files;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The service properties of filters that are files. */
final class FilterProperties {

    private static final String PREFIX = "milter.";

    private FilterProperties() {}

    /** All of them. */
    static Map<String, Object> of(String id, FileFilter filter) {
        Map<String, Object> properties = new HashMap<>(filter.properties());
        properties.put(PREFIX + "name", id);
        return properties;
    }

    /** Those that say something, and the stages, for the log. */
    static Map<String, Object> told(FileFilter filter) {
        Map<String, Object> told = new HashMap<>();
        told.put(
                "stages",
                filter.stages().stream().map(Class::getSimpleName).sorted().collect(Collectors.toList()));
        filter.properties().forEach((key, value) -> {
            String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
            if (!(value instanceof Object[] several)) {
                told.put(name, value);
            } else if (several.length > 0) {
                told.put(name, Arrays.asList(several));
            }
        });
        return told;
    }
}
