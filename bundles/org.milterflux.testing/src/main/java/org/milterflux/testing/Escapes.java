package org.milterflux.testing;

/**
 * Text on one line: {@code \r \n \t \\ \"} and {@code \x07} for other control characters and bytes that are not UTF-8.
 */
final class Escapes {

    private Escapes() {}

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default -> {
                    if (c < ' ' || c == 0x7F || (c >= 0xDC80 && c <= 0xDCFF && !followsHigh(text, i))) {
                        out.append(String.format("\\x%02x", c & 0xFF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static boolean followsHigh(String text, int at) {
        return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /**
     * The text that was escaped.
     *
     * @throws IllegalArgumentException at an escape nobody knows
     */
    static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i == text.length()) {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(i++);
            switch (escaped) {
                case 'r' -> out.append('\r');
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '\\', '"' -> out.append(escaped);
                case 'x' -> {
                    out.append(hex(text, i));
                    i += 2;
                }
                default ->
                    throw new IllegalArgumentException("no escape \\" + escaped + "; write \\\\ for a backslash");
            }
        }
        return out.toString();
    }

    private static char hex(String text, int at) {
        if (at + 2 > text.length()) {
            throw new IllegalArgumentException("\\x needs two hexadecimal digits");
        }
        int value = Integer.parseInt(text.substring(at, at + 2), 16);
        return (char) (value < 0x80 ? value : 0xDC00 + value);
    }
}
