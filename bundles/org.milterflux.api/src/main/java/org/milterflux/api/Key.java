package org.milterflux.api;

import static java.util.Objects.requireNonNull;

/**
 * A typed name for a value that a filter keeps in {@link Attributes}.
 *
 * <p>Keys are told apart by identity. A key in a private constant is the filter's own; a key in an exported package is a
 * contract with the filters that run after it.
 *
 * @param <T> the type of the value
 */
public final class Key<T> {

    private final String name;
    private final Class<T> type;

    private Key(String name, Class<T> type) {
        this.name = requireNonNull(name, "name");
        this.type = requireNonNull(type, "type");
    }

    /** A new key, different from every other key, of the same name too. */
    public static <T> Key<T> of(String name, Class<T> type) {
        return new Key<>(name, type);
    }

    /** For logs. */
    public String name() {
        return name;
    }

    /** The type of the value. */
    public Class<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
