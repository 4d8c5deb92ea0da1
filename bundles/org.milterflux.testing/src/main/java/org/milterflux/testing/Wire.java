package org.milterflux.testing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.Reply;

/** One socket to a filter: blocking, with time limits. A selector gives them for Unix sockets too, which know none. */
final class Wire implements Closeable {

    private final SocketChannel channel;
    private final Selector selector;
    private final PacketDecoder<Reply> decoder = PacketDecoder.replies(PacketDecoder.DEFAULT_MAX_DATA);
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private Wire(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static Wire connect(SocketAddress address, Duration limit) throws IOException {
        Wire wire = new Wire(channelFor(address), Selector.open());
        try {
            wire.open(address, limit);
            return wire;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private static SocketChannel channelFor(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private void open(SocketAddress address, Duration limit) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, 0);
        if (!channel.connect(address)) {
            Deadline deadline = new Deadline(limit, "connecting to " + address);
            while (!channel.finishConnect()) {
                await(SelectionKey.OP_CONNECT, deadline);
            }
        }
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    void write(ByteBuffer bytes, Duration limit) throws IOException {
        Deadline deadline = new Deadline(limit, "the filter to read");
        while (bytes.hasRemaining()) {
            if (tryWrite(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** A broken pipe has no exception of its own. */
    private int tryWrite(ByteBuffer bytes) throws EOFException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            EOFException closed = new EOFException("the filter closed the connection: " + e.getMessage());
            closed.initCause(e);
            throw closed;
        }
    }

    /** Half a close: nothing more will be written. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** The next reply. */
    Reply read(Duration limit) throws IOException {
        Deadline deadline = new Deadline(limit, "a reply");
        while (replies.isEmpty()) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                decoder.end();
                throw new EOFException("the filter closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            } else {
                decoder.decode(buffer.flip(), replies::add);
            }
        }
        return replies.remove();
    }

    private void await(int operation, Deadline deadline) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.selectedKeys().clear();
        selector.select(deadline.millisLeft());
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }

    /** A point in time, and what is awaited until then. */
    private record Deadline(long nanoTime, Duration limit, String what) {

        Deadline(Duration limit, String what) {
            this(System.nanoTime() + limit.toNanos(), limit, what);
        }

        /** At least 1: 0 would mean for ever. */
        long millisLeft() throws SocketTimeoutException {
            long left = nanoTime - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("waited " + limit.toMillis() + " ms for " + what);
            }
            return left / 1_000_000 + 1;
        }
    }
}
