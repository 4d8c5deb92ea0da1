package org.milterflux.filter.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Attributes;
import org.milterflux.api.Key;

/** The attributes of a message by name, as {@code attributes['name']}. */
public final class AttributeValues {

    /** Keys are told apart by identity, so every script has the same one for a name. */
    private static final Map<String, Key<Object>> KEYS = new ConcurrentHashMap<>();

    private final Attributes attributes;

    AttributeValues(Attributes attributes) {
        this.attributes = attributes;
    }

    /** What a filter left under the name; null, which is false to Groovy, when none did. */
    public @Nullable Object getAt(String name) {
        return attributes.byName().get(name);
    }

    /** Leaves a value under the name for later filters and conditions. */
    public void putAt(String name, Object value) {
        attributes.put(KEYS.computeIfAbsent(name, key -> Key.of(key, Object.class)), value);
    }
}
