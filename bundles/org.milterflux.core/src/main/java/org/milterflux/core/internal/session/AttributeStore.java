package org.milterflux.core.internal.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Attributes;
import org.milterflux.api.Key;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values filters keep for one connection or message. */
final class AttributeStore implements Attributes {

    private static final Logger LOG = LoggerFactory.getLogger(AttributeStore.class);

    private volatile @Nullable Map<Key<?>, Object> values;

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(known().get(key)).map(key.type()::cast);
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        kept().put(key, value);
    }

    @Override
    public <T> T computeIfAbsent(Key<T> key, Supplier<T> value) {
        return key.type().cast(kept().computeIfAbsent(key, absent -> value.get()));
    }

    @Override
    public Map<String, Object> byName() {
        Map<String, Object> byName = new HashMap<>();
        known().forEach((key, value) -> byName.put(key.name(), value));
        return byName;
    }

    /** The end of the connection or message: forgets every value, and closes those that want it. */
    void close() {
        Map<Key<?>, Object> kept = values;
        if (kept == null) {
            return;
        }
        kept.forEach((key, value) -> {
            if (value instanceof AutoCloseable closeable) {
                close(key, closeable);
            }
        });
        kept.clear();
    }

    private Map<Key<?>, Object> known() {
        Map<Key<?>, Object> kept = values;
        return kept == null ? Map.of() : kept;
    }

    /** Made when the first filter wants to keep something. */
    private synchronized Map<Key<?>, Object> kept() {
        Map<Key<?>, Object> kept = values;
        if (kept == null) {
            kept = new ConcurrentHashMap<>(4);
            values = kept;
        }
        return kept;
    }

    private static void close(Key<?> key, AutoCloseable value) {
        try {
            value.close();
        } catch (Throwable e) { // foreign code, perhaps of a bundle that is gone
            LOG.warn("attribute {} could not be closed: {}", key, e.toString());
        }
    }
}
