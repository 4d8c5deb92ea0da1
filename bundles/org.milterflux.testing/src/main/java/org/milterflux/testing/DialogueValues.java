package org.milterflux.testing;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.WireText;

/** What follows the words of dialogue lines, as values. */
final class DialogueValues {

    private DialogueValues() {}

    static OptionNegotiation offer(List<String> words) {
        if (words.size() != 3) {
            throw new IllegalArgumentException("write version, actions and steps, as 6 0x1ff 0x1fffff");
        }
        return new OptionNegotiation(
                Integer.decode(words.get(0)), Integer.decode(words.get(1)), Integer.decode(words.get(2)), Map.of());
    }

    static Connect connect(List<String> words) {
        if (words.size() < 2) {
            return new Connect(words.isEmpty() ? "unknown" : words.get(0), Family.UNKNOWN, 0, "");
        }
        String address = words.get(1);
        Family family = address.startsWith("/") ? Family.UNIX : address.indexOf(':') >= 0 ? Family.INET6 : Family.INET;
        int port = words.size() > 2 ? Integer.parseInt(words.get(2)) : 0;
        return new Connect(words.get(0), family, port, address);
    }

    static String first(DialogueLine line) {
        return line.words().isEmpty() ? "" : line.words().get(0);
    }

    static List<String> others(DialogueLine line) {
        return line.words().stream().skip(1).toList();
    }

    static Header header(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("write Name: value");
        }
        return new Header(text.substring(0, colon), text.substring(colon + 1));
    }

    static ByteBuffer body(DialogueLine line) {
        String rest = line.rest();
        boolean quoted = rest.length() > 1 && rest.startsWith("\"") && rest.endsWith("\"");
        String text = quoted ? Escapes.unescape(rest.substring(1, rest.length() - 1)) : line.text() + "\r\n";
        return ByteBuffer.wrap(WireText.encode(text));
    }

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
