package org.milterflux.filter.footer.internal;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;

/**
 * The value of a MIME header field: a word and parameters (RFC 2045 §5.1), such as that of {@code Content-Type}.
 *
 * <p>It remembers where each parameter stands, so that one can be changed without touching a byte of the others.
 */
final class MimeValue {

    private static final BitSet SEMICOLON = RawFieldParser.INIT_BITSET(';');

    private final String value;
    private final String word;
    private final List<Parameter> parameters;

    private record Parameter(String name, String value, int from, int to) {}

    private MimeValue(String value, String word, List<Parameter> parameters) {
        this.value = value;
        this.word = word;
        this.parameters = List.copyOf(parameters);
    }

    /** Understands what it can of the value, as mail readers do. */
    static MimeValue parse(String value) {
        ByteSequence bytes = ContentUtil.encode(asciiOnly(value));
        ParserCursor cursor = new ParserCursor(0, bytes.length());
        String word = RawFieldParser.DEFAULT.parseToken(bytes, cursor, SEMICOLON);
        List<Parameter> parameters = new ArrayList<>();
        if (!cursor.atEnd()) {
            cursor.updatePos(cursor.getPos() + 1);
        }
        while (!cursor.atEnd()) {
            int from = cursor.getPos();
            NameValuePair pair = RawFieldParser.DEFAULT.parseParameter(bytes, cursor);
            String text = pair.getValue() == null ? "" : pair.getValue();
            parameters.add(new Parameter(pair.getName().toLowerCase(ROOT), text, from, cursor.getPos()));
        }
        return new MimeValue(value, word.toLowerCase(ROOT), parameters);
    }

    /** What stands before the parameters, in lower case: {@code text/plain}. */
    String word() {
        return word;
    }

    /** The value of the first parameter of the name. */
    Optional<String> parameter(String name) {
        return find(name).map(Parameter::value);
    }

    /** How many parameters have a name that begins so: RFC 2231 writes a long one in several, {@code name*0}. */
    long countOf(String prefix) {
        return parameters.stream().filter(p -> p.name().startsWith(prefix)).count();
    }

    /** This value with the parameter set, in its place or at the end. */
    String with(String name, String text) {
        String setting = name + "=" + text;
        return find(name).map(old -> replace(old, setting)).orElseGet(() -> append(setting));
    }

    private Optional<Parameter> find(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    private String replace(Parameter old, String setting) {
        String span = value.substring(old.from(), old.to());
        String blanks = span.substring(0, span.length() - span.stripLeading().length());
        String end = span.endsWith(";") ? ";" : "";
        return value.substring(0, old.from()) + blanks + setting + end + value.substring(old.to());
    }

    private String append(String setting) {
        String kept = value.stripTrailing();
        return kept + (kept.endsWith(";") ? " " : "; ") + setting;
    }

    /** One byte per character, so that positions in the bytes are positions in the value. */
    private static String asciiOnly(String value) {
        StringBuilder ascii = new StringBuilder(value.length());
        value.chars().forEach(c -> ascii.append(c < 0x80 ? (char) c : '?'));
        return ascii.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
