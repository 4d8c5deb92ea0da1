package org.milterflux.launcher.check;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.felix.metatype.AD;
import org.osgi.service.metatype.AttributeDefinition;

/** Compares a configured value with its description. */
final class ValueCheck {

    private static final Map<Integer, String> EXAMPLES = Map.of(
            AttributeDefinition.INTEGER, "a whole number, as in I\"5\"",
            AttributeDefinition.LONG, "a whole number, as in L\"5\"",
            AttributeDefinition.BOOLEAN, "B\"true\" or B\"false\"",
            AttributeDefinition.DOUBLE, "a number, as in D\"0.5\"",
            AttributeDefinition.FLOAT, "a number, as in F\"0.5\"");

    private ValueCheck() {}

    /** What to write instead, when the value does not fit. */
    static Optional<String> remedy(AD description, Object value) {
        List<String> parts = parts(value);
        if (description.getCardinality() == 0 && parts.size() != 1) {
            return Optional.of("write one value, not a list");
        }
        return parts.stream()
                .filter(part -> !fits(description, part))
                .findFirst()
                .map(misfit -> "write " + expected(description));
    }

    /** Whether the bundle gets nothing at all when the key is absent. */
    static boolean isNeeded(AD description) {
        return description.isRequired() && description.getCardinality() == 0 && description.getDefaultValue() == null;
    }

    /** The value as a file has it, its type left out. */
    static String written(Object value) {
        String texts = parts(value).stream().map(part -> '"' + part + '"').collect(Collectors.joining(","));
        return value.getClass().isArray() || value instanceof Collection<?> ? "[" + texts + "]" : texts;
    }

    private static boolean fits(AD description, String part) {
        if (part.isEmpty()) {
            return description.getType() == AttributeDefinition.STRING
                    && options(description).isEmpty();
        }
        String escaped = description.getCardinality() == 0
                ? part
                : part.replace("\\", "\\\\").replace(",", "\\,");
        String verdict = description.validate(escaped);
        return verdict == null || verdict.isEmpty();
    }

    private static String expected(AD description) {
        List<String> options = options(description);
        if (!options.isEmpty()) {
            return "one of " + String.join(", ", options);
        }
        String kind = EXAMPLES.getOrDefault(description.getType(), "another value");
        String from = description.getMin() == null ? "" : ", at least " + description.getMin();
        String to = description.getMax() == null ? "" : ", at most " + description.getMax();
        return kind + from + to;
    }

    private static List<String> options(AD description) {
        return Optional.ofNullable(description.getOptionValues()).map(List::of).orElse(List.of());
    }

    private static List<String> parts(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> String.valueOf(Array.get(value, index)))
                    .toList();
        }
        return List.of(value.toString());
    }
}
