package org.milterflux.api;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The header fields of a message in order, as the filters before left them. Immutable.
 *
 * @param fields top to bottom; the MTA's own {@code Received} is not among them
 */
public record Headers(List<HeaderField> fields) implements Iterable<HeaderField> {

    public Headers {
        fields = List.copyOf(fields);
    }

    /** The first field of the name; empty when there is none. */
    public Optional<HeaderField> first(String name) {
        return named(name).findFirst();
    }

    /** The value of the first field of the name; empty when there is none. */
    public Optional<String> value(String name) {
        return first(name).map(HeaderField::value);
    }

    /** All fields of the name, top to bottom; ASCII case does not matter. */
    public Stream<HeaderField> named(String name) {
        return fields.stream().filter(field -> field.isNamed(name));
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return fields.iterator();
    }
}
