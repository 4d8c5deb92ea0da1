package org.milterflux.filter.footer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;

/** Says in the header of a message or part how its text is written now. */
final class PartHeaders {

    private PartHeaders() {}

    /** The edits for what differs; none when nothing does. */
    static List<Edit> edits(Headers headers, Rewriting rewriting) throws LeftAloneException {
        TextPart from = rewriting.from();
        TextPart to = rewriting.to();
        List<Edit> edits = new ArrayList<>();
        if (!to.charset().equals(from.charset())) {
            String charset = to.charset().name().toLowerCase(Locale.ROOT);
            edits.add(set(headers, TextPart.CONTENT_TYPE, withCharset(headers, charset)));
        }
        if (to.encoding() != from.encoding()) {
            edits.add(set(
                    headers, TextPart.CONTENT_TRANSFER_ENCODING, to.encoding().label()));
        }
        return edits;
    }

    private static Edit set(Headers headers, String name, String value) {
        Optional<HeaderField> field = headers.first(name);
        return field.map(there -> Edit.changeHeader(there, value)).orElseGet(() -> Edit.addHeader(name, value));
    }

    private static String withCharset(Headers headers, String charset) throws LeftAloneException {
        String type = headers.value(TextPart.CONTENT_TYPE).orElse("text/plain");
        String changed = MimeValue.parse(type).with("charset", charset);
        boolean understood = MimeValue.parse(changed)
                .parameter("charset")
                .filter(charset::equals)
                .isPresent();
        LeftAloneException.when(!understood, "the Content-Type cannot take a charset");
        return changed;
    }
}
