package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;

/**
 * How the bytes of a text are to be read, as its header says (RFC 2045, RFC 2046 §4.1, RFC 3676).
 *
 * @param charset US-ASCII when the header names none
 * @param encoding 7bit when the header names none
 * @param flowed whether it is {@code format=flowed}
 */
record TextPart(Charset charset, TransferEncoding encoding, boolean flowed) {

    static final String CONTENT_TYPE = "Content-Type";
    static final String CONTENT_TRANSFER_ENCODING = "Content-Transfer-Encoding";

    /** @throws LeftAloneException when it is not of the wanted type, or not one whose header can be relied on */
    static TextPart of(Headers headers, String wanted) throws LeftAloneException {
        MimeValue type = only(headers, CONTENT_TYPE, "text/plain");
        LeftAloneException.when(!type.word().equals(wanted), "the content is " + printable(type.word()));
        MimeValue disposition = only(headers, "Content-Disposition", "inline");
        LeftAloneException.when(disposition.word().equals("attachment"), "the text is an attachment");
        boolean flowed =
                type.parameter("format").filter("flowed"::equalsIgnoreCase).isPresent();
        return new TextPart(charset(type), encoding(headers), flowed);
    }

    private static Charset charset(MimeValue type) throws LeftAloneException {
        LeftAloneException.when(type.countOf("charset") > 1, "the charset is given more than once");
        LeftAloneException.when(type.countOf("charset*") > 0, "the charset is in the notation of RFC 2231");
        Optional<String> name = type.parameter("charset");
        try {
            return name.map(Charset::forName).orElse(US_ASCII);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new LeftAloneException("the charset " + printable(name.orElse("")) + " is unknown");
        }
    }

    static TransferEncoding encoding(Headers headers) throws LeftAloneException {
        String label = only(headers, CONTENT_TRANSFER_ENCODING, "7bit").word();
        return TransferEncoding.labelled(label)
                .orElseThrow(() -> new LeftAloneException("the transfer encoding " + printable(label) + " is unknown"));
    }

    /** The one field of the name, or what counts when there is none. */
    static MimeValue only(Headers headers, String name, String otherwise) throws LeftAloneException {
        List<HeaderField> fields = headers.named(name).toList();
        LeftAloneException.when(fields.size() > 1, name + " is there more than once");
        String value = fields.isEmpty() ? otherwise : fields.get(0).value();
        LeftAloneException.when(
                value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
                name + " holds a control character");
        return MimeValue.parse(value);
    }

    private static String printable(String word) {
        String visible = word.replaceAll("[^ -~]", "?");
        return "'" + (visible.length() > 40 ? visible.substring(0, 40) + "…" : visible).toLowerCase(Locale.ROOT) + "'";
    }
}
