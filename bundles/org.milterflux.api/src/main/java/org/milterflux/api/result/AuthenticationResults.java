package org.milterflux.api.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;

/**
 * The {@code Authentication-Results} of one server (RFC 8601).
 *
 * @param server the {@code authserv-id}: the name by which those who read the field know whose word it is
 */
public record AuthenticationResults(String server) {

    private static final String NAME = "Authentication-Results";

    /** @throws IllegalArgumentException when the server has no name */
    public AuthenticationResults {
        if (server.isBlank()) {
            throw new IllegalArgumentException("Authentication-Results needs the name of the server that checked");
        }
    }

    /** RFC 8601 §5: the edits that take out every field that came in under this server's name; those of others stay. */
    public List<Edit> strip(Headers headers) {
        return headers.fields().stream()
                .filter(field -> field.name().stripTrailing().equalsIgnoreCase(NAME))
                .filter(this::isOurs)
                .map(Edit::deleteHeader)
                .toList();
    }

    /**
     * The edits that leave these results, and no others under this server's name, above all that came with the message
     * (§4.1).
     *
     * @param results none is written as {@code none}
     */
    public List<Edit> write(Headers headers, List<MethodResult> results) {
        List<Edit> edits = new ArrayList<>(strip(headers));
        String all = results.isEmpty()
                ? "none"
                : results.stream().map(MethodResult::toString).collect(Collectors.joining("; "));
        edits.add(Edit.insertHeader(
                Placement.belowReceived(), NAME, Folding.fold(NAME, MethodResult.value(server) + "; " + all)));
        return edits;
    }

    private boolean isOurs(HeaderField field) {
        return new FirstWord(field.unfolded()).read().equalsIgnoreCase(server);
    }

    /** Reads the word a structured field begins with: comments may stand before it (RFC 5322 §3.2.2), and it may be quoted. */
    private static final class FirstWord {

        private final String text;
        private int at;

        FirstWord(String text) {
            this.text = text;
        }

        String read() {
            skipCommentsAndBlanks();
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            if (quoted) {
                at++;
            }
            StringBuilder word = new StringBuilder();
            for (; at < text.length() && !isEnd(text.charAt(at), quoted); at++) {
                if (quoted && text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                word.append(text.charAt(at));
            }
            return word.toString();
        }

        private static boolean isEnd(char c, boolean quoted) {
            return quoted ? c == '"' : c == ';' || c == '(' || Character.isWhitespace(c);
        }

        private void skipCommentsAndBlanks() {
            int depth = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '(') {
                    depth++;
                } else if (depth > 0 && c == ')') {
                    depth--;
                } else if (depth > 0 && c == '\\') {
                    at++;
                } else if (depth == 0 && !Character.isWhitespace(c)) {
                    return;
                }
            }
        }
    }
}
