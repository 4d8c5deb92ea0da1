package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Splice;

/**
 * The header of a part, and where it stands in the body; one character for each byte.
 *
 * @param places of the fields, their last line end with them
 * @param end where the blank line below begins
 */
record PartHeader(Map<HeaderField, Place> places, long end) {

    /** A range of the body. */
    record Place(long from, long to) {}

    PartHeader {
        places = new LinkedHashMap<>(places);
    }

    Headers headers() {
        return new Headers(List.copyOf(places.keySet()));
    }

    /** What {@link PartHeaders} wants changed, as splices of the body in their order. */
    List<Splice> splices(List<Edit> edits) {
        List<Splice> splices = new ArrayList<>();
        StringBuilder more = new StringBuilder();
        for (Edit edit : edits) {
            if (edit instanceof Edit.ChangeHeader change) {
                Place place = place(change.field());
                splices.add(Splice.replace(
                        place.from(),
                        place.to() - place.from(),
                        bytes(line(change.field().name(), change.value()))));
            } else if (edit instanceof Edit.AddHeader add) {
                more.append(line(add.name(), add.value()));
            }
        }
        splices.sort((one, other) -> Long.compare(one.offset(), other.offset()));
        if (!more.isEmpty()) {
            splices.add(Splice.insert(end, bytes(more.toString())));
        }
        return splices;
    }

    private Place place(HeaderField field) {
        Place place = places.get(field);
        if (place == null) {
            throw new IllegalArgumentException("not a field of this part: " + field.name());
        }
        return place;
    }

    private static String line(String name, String value) {
        return name + ": " + value.replace("\n", "\r\n") + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
