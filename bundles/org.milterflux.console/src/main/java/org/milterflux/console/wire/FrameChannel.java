package org.milterflux.console.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads and writes frames on a connected socket.
 *
 * <p>One thread may read while others write: it uses the channel directly, because the stream adapters of the JDK hold
 * one lock for both directions.
 */
public final class FrameChannel implements Closeable {

    private final SocketChannel socket;

    /** Takes over a connected, blocking socket. */
    public FrameChannel(SocketChannel socket) {
        this.socket = socket;
    }

    /**
     * Connects to a console.
     *
     * @throws IOException when nobody listens there or the file's mode keeps this user out
     */
    public static FrameChannel connect(Path socketFile) throws IOException {
        return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socketFile)));
    }

    /** The next frame, or empty when the other side has closed between frames. */
    public Optional<Frame> read() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Frame.HEAD_BYTES);
        if (socket.read(head) < 0) {
            return Optional.empty();
        }
        fill(head);
        Frame.Kind kind = Frame.Kind.of(head.get(0));
        int length = head.getInt(1);
        if (length < 0 || length > Frame.MAX_BYTES) {
            throw new IOException("console frame of " + Integer.toUnsignedString(length) + " bytes is too long");
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        fill(body);
        return Optional.of(new Frame(kind, body.flip()));
    }

    /** Writes one frame completely. */
    public synchronized void write(Frame frame) throws IOException {
        ByteBuffer bytes = frame.encoded();
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new EOFException("the console connection ended inside a frame");
            }
        }
    }
}
