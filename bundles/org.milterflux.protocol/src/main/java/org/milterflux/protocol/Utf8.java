package org.milterflux.protocol;

import java.nio.ByteBuffer;

/** The shape of UTF-8 (RFC 3629), one character at a time; only text that is not plain comes here. */
final class Utf8 {

    private Utf8() {}

    /** Bytes of the well-formed character at this place; 0 when there is none. */
    static int validLength(byte[] bytes, int at, int to) {
        int lead = Byte.toUnsignedInt(bytes[at]);
        int length = lengthFor(lead);
        if (length == 0 || at + length > to || (length > 1 && !isSecond(lead, bytes[at + 1]))) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if (!isContinuation(bytes[i])) {
                return 0;
            }
        }
        return length;
    }

    private static int lengthFor(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    /** The second byte also rules out overlong forms, surrogates and what lies beyond U+10FFFF. */
    private static boolean isSecond(int lead, byte second) {
        int value = Byte.toUnsignedInt(second);
        return switch (lead) {
            case 0xE0 -> value >= 0xA0 && value <= 0xBF;
            case 0xED -> value >= 0x80 && value <= 0x9F;
            case 0xF0 -> value >= 0x90 && value <= 0xBF;
            case 0xF4 -> value >= 0x80 && value <= 0x8F;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** Puts one character that is not ASCII; a surrogate on its own cannot be written. */
    static void put(int point, ByteBuffer out) {
        if (point < 0x800) {
            out.put((byte) (0xC0 | (point >> 6)));
        } else if (point < 0x10000) {
            if (Character.isSurrogate((char) point)) {
                out.put((byte) '?');
                return;
            }
            out.put((byte) (0xE0 | (point >> 12))).put(continuation(point >> 6));
        } else {
            out.put((byte) (0xF0 | (point >> 18)))
                    .put(continuation(point >> 12))
                    .put(continuation(point >> 6));
        }
        out.put(continuation(point));
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
