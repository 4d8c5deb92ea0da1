package org.milterflux.api.result;

import java.util.ArrayList;
import java.util.List;
import org.milterflux.api.Edit;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;

/**
 * A header field in which a filter tells those who get the message what it found, such as {@code X-Spam-Flag}.
 *
 * <p>Whatever comes in under its name is the sender's word, and would be taken for the filter's: it goes.
 *
 * @param name of the field, without the colon
 */
public record ResultHeader(String name) {

    /** @throws IllegalArgumentException when there can be no field of that name */
    public ResultHeader {
        Edit.addHeader(name, "");
    }

    /**
     * The edits that take out every field of the name; none when there is none.
     *
     * <p>RFC 5322 §4.5 had blanks before the colon; readers still take such a name for the name.
     */
    public List<Edit> strip(Headers headers) {
        return headers.fields().stream()
                .filter(field -> field.name().stripTrailing().equalsIgnoreCase(name))
                .map(Edit::deleteHeader)
                .toList();
    }

    /**
     * The edits that leave the value, and nothing else, under the name: forged fields go, and the new one stands above all
     * that came with the message.
     *
     * @param value one line, folded here; what cannot stand in a header field shows as {@code ?}
     */
    public List<Edit> write(Headers headers, String value) {
        List<Edit> edits = new ArrayList<>(strip(headers));
        edits.add(Edit.insertHeader(Placement.belowReceived(), name, Folding.fold(name, printable(value))));
        return edits;
    }

    /** Answers of engines may quote the message: no line end, no control character, no byte beyond ASCII goes through. */
    private static String printable(String value) {
        return value.replaceAll("[^\t -~]", "?");
    }
}
