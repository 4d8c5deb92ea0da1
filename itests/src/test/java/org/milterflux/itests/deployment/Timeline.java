package org.milterflux.itests.deployment;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that an administrator changes while mail flows: what it was when.
 *
 * <p>A change comes into force at some moment between its announcement and the moment at which it is known to be done; in
 * between, both the old and the new are right.
 */
final class Timeline<T> {

    private final List<Entry<T>> entries = new ArrayList<>();

    private static final class Entry<T> {

        private final T value;
        private final long from;
        private long settled = Long.MAX_VALUE;

        Entry(T value, long from) {
            this.value = value;
            this.from = from;
        }
    }

    /**
     * A value that was right.
     *
     * @param index counts the changes before it
     */
    record Right<T>(int index, T value) {}

    Timeline(T first) {
        entries.add(new Entry<>(first, Long.MIN_VALUE));
        settle();
    }

    /** A change begins. */
    synchronized void announce(T value) {
        entries.add(new Entry<>(value, System.nanoTime()));
    }

    /** What was announced so far is in force. */
    synchronized void settle() {
        long now = System.nanoTime();
        for (int i = entries.size() - 1; i >= 0 && entries.get(i).settled == Long.MAX_VALUE; i--) {
            entries.get(i).settled = now;
        }
    }

    /** What was announced last. */
    synchronized T latest() {
        return entries.get(entries.size() - 1).value;
    }

    /** What was right at some moment of this time, in the order of the changes. */
    synchronized List<Right<T>> during(long from, long to) {
        List<Right<T>> right = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry<T> entry = entries.get(i);
            if (entry.from <= to) {
                right.add(0, new Right<>(i, entry.value));
            }
            if (entry.settled < from) {
                break;
            }
        }
        return right;
    }

    /** How often it changed. */
    synchronized int changes() {
        return entries.size() - 1;
    }
}
