package org.milterflux.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.milterflux.api.Attributes;
import org.milterflux.api.Key;

/** Attributes in memory. Nothing in them is ever closed: the test has what it put. */
public final class TestAttributes implements Attributes {

    private final Map<Key<?>, Object> values = new ConcurrentHashMap<>();

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        values.put(key, key.type().cast(value));
    }

    @Override
    public Map<String, Object> byName() {
        Map<String, Object> byName = new HashMap<>();
        values.forEach((key, value) -> byName.put(key.name(), value));
        return byName;
    }

    @Override
    public <T> T computeIfAbsent(Key<T> key, Supplier<T> value) {
        return key.type().cast(values.computeIfAbsent(key, absent -> value.get()));
    }
}
