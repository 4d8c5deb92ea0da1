package org.milterflux.protocol;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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

    private Pairs(String[] words) {
        this.words = words;
    }

    /** The same pairs in the same order. */
    static Map<String, String> copyOf(Map<String, String> values) {
        if (values instanceof Pairs) {
            return values;
        }
        List<String> words = new ArrayList<>(2 * values.size());
        values.forEach((name, value) -> {
            words.add(name);
            words.add(value);
        });
        return of(words);
    }

    /** Pairs of names, each with its value behind it. Of two values for one name the last wins, in the place of the first. */
    static Map<String, String> of(List<String> words) {
        if (words.isEmpty()) {
            return Map.of();
        }
        return words.size() > 2 * FEW ? many(words) : few(words);
    }

    private static Map<String, String> few(List<String> words) {
        String[] distinct = new String[words.size()];
        int size = 0;
        for (int i = 0; i < distinct.length; i += 2) {
            int at = indexOf(words.get(i), distinct, size);
            distinct[at] = words.get(i);
            distinct[at + 1] = words.get(i + 1);
            size = Math.max(size, at + 2);
        }
        return new Pairs(size == distinct.length ? distinct : Arrays.copyOf(distinct, size));
    }

    private static int indexOf(Object name, String[] words, int size) {
        int at = 0;
        while (at < size && !words[at].equals(name)) {
            at += 2;
        }
        return at;
    }

    private static Map<String, String> many(List<String> words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            pairs.put(words.get(i), words.get(i + 1));
        }
        return Collections.unmodifiableMap(pairs);
    }

    @Override
    public @Nullable String get(Object name) {
        int at = indexOf(name, words, words.length);
        return at < words.length ? words[at + 1] : null;
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
