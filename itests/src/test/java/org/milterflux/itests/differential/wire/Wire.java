package org.milterflux.itests.differential.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.milterflux.protocol.WireText;

/** Milter packets on a socket. */
final class Wire {

    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(SocketChannel socket) {
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket), 1 << 16));
    }

    /** The next packet; empty when the other end has closed between two. */
    Optional<Packet> read() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException closed) {
            return Optional.empty();
        }
        char letter = (char) in.readByte();
        byte[] data = new byte[length - 1];
        in.readFully(data);
        return Optional.of(new Packet(letter, data));
    }

    void write(String letter, byte[] data) throws IOException {
        out.writeInt(1 + data.length);
        out.writeByte(letter.charAt(0));
        out.write(data);
    }

    /** A packet of NUL-terminated strings. */
    void write(String letter, String... strings) throws IOException {
        write(letter, WireText.encode(strings.length == 0 ? "" : String.join("\0", strings) + "\0"));
    }

    void flush() throws IOException {
        out.flush();
    }
}
