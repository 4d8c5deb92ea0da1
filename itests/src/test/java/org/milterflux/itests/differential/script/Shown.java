package org.milterflux.itests.differential.script;

import java.util.zip.CRC32;
import org.milterflux.protocol.WireText;

/** Any bytes on one readable line. */
public final class Shown {

    private static final int LONGEST = 240;

    private Shown() {}

    /** Quoted, control characters and what is not ASCII as numbers; of a long text its size and checksum. */
    public static String text(String text) {
        byte[] bytes = WireText.encode(text);
        if (bytes.length > LONGEST) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return "(" + bytes.length + " bytes, checksum " + Long.toHexString(sum.getValue()) + ")";
        }
        StringBuilder shown = new StringBuilder("\"");
        for (byte b : bytes) {
            shown.append(character(b));
        }
        return shown.append('"').toString();
    }

    private static String character(byte b) {
        return switch (b) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> b >= ' ' && b < 0x7f ? Character.toString(b) : "\\x%02x".formatted(b);
        };
    }
}
