package org.milterflux.core.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        return new HeaderEntries(Stream.concat(own.stream(), sent.stream().map(HeaderEntry::visible))
                .toList());
    }

    Headers visible() {
        return new Headers(list.stream()
                .filter(entry -> entry.state() == HeaderEntry.State.VISIBLE)
                .map(HeaderEntry::field)
                .toList());
    }

    HeaderEntry get(int index) {
        return list.get(index);
    }

    boolean has(HeaderField handle) {
        return list.stream().anyMatch(entry -> entry.is(handle));
    }

    int indexOf(HeaderField handle) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).is(handle)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the message has no such header field (any more): " + handle.name());
    }

    /** The number that names an entry in a request: its place among the addressable ones of its name, from 1. */
    int number(int index) {
        HeaderEntry named = list.get(index);
        return (int) list.subList(0, index + 1).stream()
                .filter(entry ->
                        entry.addressable() && entry.isNamed(named.field().name()))
                .count();
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
}
