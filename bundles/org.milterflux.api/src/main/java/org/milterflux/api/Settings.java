package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one configuration, with errors for the administrator: each names the file, the key, the value and what
 * to write instead.
 *
 * <p>A component gets the map in its activate and modified methods. Read everything into a new immutable value first, and
 * take that into use only when nothing was thrown: so a mistake leaves the running configuration in force.
 */
public final class Settings {

    private static final String FILE = "felix.fileinstall.filename";
    private static final String PID = "service.pid";

    private final Map<String, ?> values;

    private Settings(Map<String, ?> values) {
        this.values = requireNonNull(values, "values");
    }

    /** The settings in a component's properties. */
    public static Settings of(Map<String, ?> properties) {
        return new Settings(properties);
    }

    /** Where the settings come from: the file's name, else the PID, for logs. */
    public String source() {
        Object file = values.get(FILE);
        if (file != null) {
            String path = file.toString();
            return path.substring(path.lastIndexOf('/') + 1);
        }
        return Optional.<Object>ofNullable(values.get(PID))
                .map(Object::toString)
                .orElse("configuration");
    }

    /**
     * The id of the filter whose component has these settings: its declared name, and for a factory configuration
     * {@code <pid>~x} what follows the PID, {@code name~x}.
     *
     * @param name as its {@link FilterProfile#name()} declares it
     */
    public String filterId(String name) {
        return texts(PID).stream()
                .filter(pid -> pid.indexOf('~') >= 0)
                .map(pid -> name + pid.substring(pid.indexOf('~')))
                .findFirst()
                .orElse(name);
    }

    /** The text under the key; the default when it is not set. */
    public String text(String key, String otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : value.toString();
    }

    /** The text under the key, which must be there and not blank. */
    public String text(String key) {
        String value = text(key, "");
        if (value.isBlank()) {
            throw invalid(key, value, "it must be set");
        }
        return value;
    }

    /** The texts under the key: an array, a collection or one value; empty when it is not set. */
    public List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(Object::toString).toList();
        }
        if (value instanceof Iterable<?> several) {
            return StreamSupport.stream(several.spliterator(), false)
                    .map(Object::toString)
                    .toList();
        }
        return List.of(value.toString());
    }

    /** The whole number under the key, within the bounds; the default when it is not set. */
    public long number(String key, long otherwise, long least, long most) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.toString().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notInRange(key, value, least, most, e);
        }
        throw notInRange(key, value, least, most, null);
    }

    /** The truth value under the key; the default when it is not set. */
    public boolean flag(String key, boolean otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(key, value, "write true or false");
        };
    }

    /**
     * The constant of the type under the key, in any case and with {@code -} for {@code _}; the default when it is not set.
     */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : constant(key, value.toString(), type);
    }

    /** The constants of the type under the key, written as for {@link #choice}; empty when it is not set. */
    public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        return texts(key).stream()
                .map(value -> constant(key, value, type))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }

    private <E extends Enum<E>> E constant(String key, String value, Class<E> type) {
        String wanted = value.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equals(wanted))
                .findFirst()
                .orElseThrow(() -> invalid(
                        key,
                        value,
                        Arrays.stream(type.getEnumConstants())
                                .map(Settings::written)
                                .collect(Collectors.joining(", ", "write one of ", ""))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The error for a value that only the caller can judge. */
    public IllegalArgumentException invalid(String key, Object value, String remedy) {
        return invalid(key, value, remedy, null);
    }

    private IllegalArgumentException notInRange(
            String key, Object value, long least, long most, @Nullable NumberFormatException cause) {
        return invalid(key, value, "write a whole number from " + least + " to " + most, cause);
    }

    private IllegalArgumentException invalid(String key, Object value, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(source() + ": " + key + " = '" + value + "': " + remedy, cause);
    }
}
