package org.milterflux.itests.differential.wire;

import java.util.Arrays;
import java.util.List;
import org.milterflux.protocol.WireText;

/** One packet as it came. */
final class Packet {

    private final char letter;
    private final byte[] data;

    Packet(char letter, byte[] data) {
        this.letter = letter;
        this.data = data;
    }

    char letter() {
        return letter;
    }

    byte[] data() {
        return data;
    }

    /** The NUL-terminated strings it holds. */
    List<String> strings() {
        return strings(0);
    }

    /** Those from this byte on. */
    List<String> strings(int from) {
        String text = WireText.decode(Arrays.copyOfRange(data, from, data.length));
        return text.isEmpty()
                ? List.of()
                : List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }
}
