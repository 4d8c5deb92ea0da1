package org.milterflux.condition.internal;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What filters left, in CEL's types: bool, int, double, string and lists of them; everything else as its text. */
final class AttributeValues {

    private AttributeValues() {}

    static Map<String, Object> of(Map<String, Object> attributes) {
        return attributes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> value(entry.getValue())));
    }

    private static Object value(Object value) {
        if (value instanceof Boolean || value instanceof Long || value instanceof Double || value instanceof String) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float real) {
            return real.doubleValue();
        }
        if (value instanceof Collection<?> several) {
            return several.stream().<Object>map(AttributeValues::value).toList();
        }
        return value.toString();
    }
}
