package org.milterflux.itests.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Packets as an MTA writes them. */
public final class Packets {

    private Packets() {}

    /** One packet: length, letter, data with one byte per character. */
    public static byte[] packet(char letter, String data) {
        return packet(letter, data.getBytes(ISO_8859_1));
    }

    /** One packet: length, letter, data. */
    public static byte[] packet(char letter, byte[] data) {
        return ByteBuffer.allocate(5 + data.length)
                .putInt(1 + data.length)
                .put((byte) letter)
                .put(data)
                .array();
    }

    /** What Postfix 3 and Sendmail 8.14 and later offer: version 6, all actions, all steps. */
    public static byte[] offer() {
        return packet('O', "\0\0\0\6\0\0\1\u00ff\0\u001f\u00ff\u00ff");
    }

    /** A client on the loopback interface. */
    public static byte[] connect() {
        return packet('C', "localhost\0" + "4\u00a0\u00fc127.0.0.1\0");
    }

    /** Strings, each with its NUL. */
    public static byte[] strings(char letter, String... strings) {
        return packet(letter, String.join("\0", strings) + "\0");
    }
}
