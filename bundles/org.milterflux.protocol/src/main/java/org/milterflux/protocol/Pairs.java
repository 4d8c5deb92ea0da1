package org.milterflux.protocol;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Few strings by their names, in order. Immutable.
 *
 * <p>Every open connection keeps some for as long as it lasts, and in a hash table they take five times the room.
 */
final class Pairs extends AbstractMap<String, String> {

    /** As many as are found as fast without a hash. */
    private static final int FEW = 16;

    /** Names, each with its value behind it. */
    private final String[] words;

    private Pairs(Map<String, String> values) {
        words = new String[2 * values.size()];
        int at = 0;
        for (Map.Entry<String, String> pair : values.entrySet()) {
            words[at++] = pair.getKey();
            words[at++] = pair.getValue();
        }
    }

    /** The same pairs in the same order. */
    static Map<String, String> copyOf(Map<String, String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        return values.size() > FEW ? Collections.unmodifiableMap(new LinkedHashMap<>(values)) : new Pairs(values);
    }

    @Override
    public @Nullable String get(Object name) {
        for (int i = 0; i < words.length; i += 2) {
            if (words[i].equals(name)) {
                return words[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < words.length; i += 2) {
            action.accept(words[i], words[i + 1]);
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return IntStream.range(0, size())
                        .mapToObj(i -> Map.entry(words[2 * i], words[2 * i + 1]))
                        .iterator();
            }

            @Override
            public int size() {
                return words.length / 2;
            }
        };
    }
}
