package org.milterflux.itests.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A milter connection from the MTA's side, as raw bytes, over TCP or a Unix socket. Another thread may close it to end a read. */
public final class MilterChannel implements Closeable {

    private static final int MOST_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);

    private MilterChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects. */
    public static MilterChannel open(SocketAddress address) throws IOException {
        return new MilterChannel(SocketChannel.open(address));
    }

    /** Sends packets together. */
    public void send(byte[]... packets) throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[packets.length];
        for (int i = 0; i < packets.length; i++) {
            buffers[i] = ByteBuffer.wrap(packets[i]);
        }
        while (buffers[buffers.length - 1].hasRemaining()) {
            channel.write(buffers);
        }
    }

    /** The next packet: letter and data, one byte per character. */
    public String read() throws IOException {
        fill(head.clear());
        int length = head.flip().getInt();
        if (length < 1 || length > MOST_BYTES) {
            throw new IOException("a packet of " + length + " bytes");
        }
        ByteBuffer packet = ByteBuffer.allocate(length);
        fill(packet);
        return ISO_8859_1.decode(packet.flip()).toString();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("closed by the other end");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
