package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns bytes that claim no charset into strings and back without losing one.
 *
 * <p>Bytes are read as UTF-8. A byte that is not part of valid UTF-8 becomes the lone surrogate {@code U+DC00 + byte},
 * that is {@code U+DC80..U+DCFF}, and is written as that byte again; Python's {@code surrogateescape} does the same. So
 * {@code encode(decode(bytes))} is {@code bytes}, whatever they were.
 */
public final class WireText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPE = 0xDC00;

    private WireText() {}

    /** The text of all these bytes. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The text of the remaining bytes, which stay unread. */
    public static String decode(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return decode(copy);
    }

    /** The JDK's decoder is the fast path; only where it had to replace something is a closer look needed. */
    static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeEscaping(bytes, from, to);
    }

    private static String decodeEscaping(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int length = Utf8.validLength(bytes, at, to);
            if (length == 0) {
                text.append((char) (ESCAPE + Byte.toUnsignedInt(bytes[at++])));
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The bytes of this text. A lone surrogate that stands for no byte is written as {@code ?}. */
    public static byte[] encode(String text) {
        ByteBuffer out = ByteBuffer.allocate(size(text));
        put(text, out);
        return out.array();
    }

    /** How many bytes {@link #encode} gives. */
    public static int size(String text) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size += extraBytes(text, i, c);
            }
        }
        return size;
    }

    /** Bytes beyond one for this char; a surrogate pair is two chars and four bytes. */
    private static int extraBytes(String text, int at, char c) {
        if (c < 0x800) {
            return 1;
        }
        if (!Character.isSurrogate(c)) {
            return 2;
        }
        return Character.isHighSurrogate(c) && Utf8.isPair(text, at) ? 2 : 0;
    }

    /** Puts the bytes of this text. */
    public static void put(String text, ByteBuffer out) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out.put((byte) c);
                i++;
            } else if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF) {
                out.put((byte) c);
                i++;
            } else {
                int point = text.codePointAt(i);
                Utf8.put(point, out);
                i += Character.charCount(point);
            }
        }
    }

    static int stringSize(String text) {
        return size(text) + 1;
    }

    static int stringsSize(Iterable<String> texts) {
        int size = 0;
        for (String text : texts) {
            size += stringSize(text);
        }
        return size;
    }

    static void putString(String text, ByteBuffer out) {
        put(text, out);
        out.put((byte) 0);
    }

    static void requireNoNul(String text, String what) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL, which ends a string on the wire");
        }
    }
}
