package org.milterflux.condition.internal;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What filters left, in CEL's types: bool, int, double, string, lists of them, and a map for a public record, such as the
 * result of a scanner. In such a map an empty component is missing. Everything else shows as its text.
 */
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
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Collection<?> several) {
            return several.stream().<Object>map(AttributeValues::value).toList();
        }
        return value instanceof Record record
                        && Modifier.isPublic(value.getClass().getModifiers())
                ? components(record)
                : value.toString();
    }

    private static Map<String, Object> components(Record record) {
        Map<String, Object> components = new HashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            present(component(record, component)).ifPresent(value -> components.put(component.getName(), value(value)));
        }
        return components;
    }

    private static Optional<?> present(Object component) {
        if (component instanceof Optional<?> perhaps) {
            return perhaps;
        }
        return component instanceof OptionalDouble perhaps
                ? perhaps.stream().boxed().findFirst()
                : Optional.of(component);
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass().getName() + "." + component.getName() + " throws", e);
        }
    }
}
