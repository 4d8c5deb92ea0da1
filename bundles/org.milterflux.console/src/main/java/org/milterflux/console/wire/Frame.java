package org.milterflux.console.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One message on the console socket.
 *
 * @param kind what the bytes are
 * @param bytes UTF-8, where a piece of output may begin or end inside a character; an exit status in decimal
 */
public record Frame(Kind kind, ByteBuffer bytes) {

    /** Most bytes of one frame: a command or a piece of output. */
    static final int MAX_BYTES = 1 << 20;

    static final int HEAD_BYTES = 1 + Integer.BYTES;

    /** What a frame carries; the letter is the first byte on the wire. */
    public enum Kind {
        /** The client's working directory, client to server: what relative paths in its commands mean. No answer. */
        DIRECTORY('D'),
        /** A command line, client to server. */
        COMMAND('C'),
        /** A piece of standard output. */
        OUTPUT('O'),
        /** A piece of standard error. */
        ERROR('E'),
        /** The exit status of the command; ends its output. */
        EXIT('X');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        static Kind of(byte letter) throws IOException {
            return Arrays.stream(values())
                    .filter(kind -> kind.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IOException("not a console frame: first byte 0x%02X".formatted(letter)));
        }
    }

    /** Read-only from here on. */
    public Frame {
        bytes = bytes.asReadOnlyBuffer();
    }

    /** A frame of text. */
    public static Frame of(Kind kind, String text) {
        return new Frame(kind, UTF_8.encode(text));
    }

    /** The exit frame of a command. */
    public static Frame exit(int status) {
        return of(Kind.EXIT, Integer.toString(status));
    }

    /** The bytes as text. */
    public String text() {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    /** The status of an exit frame. */
    public int status() {
        return Integer.parseInt(text());
    }

    ByteBuffer encoded() {
        return ByteBuffer.allocate(HEAD_BYTES + bytes.remaining())
                .put(kind.letter)
                .putInt(bytes.remaining())
                .put(bytes.duplicate())
                .flip();
    }
}
