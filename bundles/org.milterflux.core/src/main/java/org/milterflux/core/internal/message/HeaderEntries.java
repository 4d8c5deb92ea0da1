package org.milterflux.core.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;

/**
 * The MTA's own list of header fields. Immutable.
 *
 * @param list top to bottom
 */
record HeaderEntries(List<HeaderEntry> list) {

    HeaderEntries {
        list = List.copyOf(list);
    }

    /** The list as it is before the first edit: what the MTA has and hides, then what it sent. */
    static HeaderEntries of(List<HeaderEntry> own, List<HeaderField> sent) {
        List<HeaderEntry> list = new ArrayList<>(own.size() + sent.size());
        list.addAll(own);
        sent.forEach(field -> list.add(HeaderEntry.visible(field)));
        return new HeaderEntries(list);
    }

    Headers visible() {
        List<HeaderField> fields = new ArrayList<>(list.size());
        for (HeaderEntry entry : list) {
            if (entry.isVisible()) {
                fields.add(entry.field());
            }
        }
        return new Headers(fields);
    }

    int size() {
        return list.size();
    }

    HeaderEntry get(int index) {
        return list.get(index);
    }

    boolean has(HeaderField handle) {
        return first(entry -> entry.is(handle)).isPresent();
    }

    int indexOf(HeaderField handle) {
        return first(entry -> entry.is(handle))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the message has no such header field (any more): " + handle.name()));
    }

    OptionalInt first(Predicate<HeaderEntry> wanted) {
        return indices(wanted).findFirst();
    }

    /** Where the field is that a filter numbers so among those of the name, from 1; 0 is taken for 1. */
    OptionalInt numbered(int number, String name) {
        return indices(entry -> entry.isCounted() && entry.isNamed(name))
                .skip(Math.max(number, 1) - 1L)
                .findFirst();
    }

    /** The filter's number for an entry. */
    int number(int index) {
        return number(index, HeaderEntry::isCounted);
    }

    /** The number for an entry in a request. */
    int address(int index) {
        return number(index, HeaderEntry::addressable);
    }

    HeaderEntries with(int index, HeaderField field) {
        List<HeaderEntry> copy = new ArrayList<>(list.size() + 1);
        copy.addAll(list);
        copy.add(index, HeaderEntry.visible(field));
        return new HeaderEntries(copy);
    }

    HeaderEntries with(HeaderField field) {
        return with(list.size(), field);
    }

    HeaderEntries set(int index, HeaderEntry entry) {
        List<HeaderEntry> copy = new ArrayList<>(list);
        copy.set(index, entry);
        return new HeaderEntries(copy);
    }

    HeaderEntries without(int index) {
        List<HeaderEntry> copy = new ArrayList<>(list);
        copy.remove(index);
        return new HeaderEntries(copy);
    }

    IntStream indices(Predicate<HeaderEntry> wanted) {
        return IntStream.range(0, list.size()).filter(index -> wanted.test(list.get(index)));
    }

    /** The place of an entry among the counted ones of its name, from 1. */
    private int number(int index, Predicate<HeaderEntry> counted) {
        String name = list.get(index).field().name();
        return (int) list.subList(0, index + 1).stream()
                .filter(counted.and(entry -> entry.isNamed(name)))
                .count();
    }
}
