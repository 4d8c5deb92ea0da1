package org.milterflux.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;

/** A session's connection to one milter: bytes out, replies in. */
final class Lane {

    private static final int MAX_DATA = 1 << 20;
    private static final int BUFFERS = 64;

    private final Session session;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final PacketDecoder<Reply> decoder = PacketDecoder.replies(MAX_DATA);
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private @Nullable Script script;

    private Lane(Session session, SocketChannel channel, Selector selector) throws IOException {
        this.session = session;
        this.channel = channel;
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Lane open(Session session, SocketAddress address, Selector selector) throws IOException {
        // A connection on this machine stands at once, or not at all.
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        if (address instanceof InetSocketAddress) {
            // One write is one event here, so this only keeps a long one from waiting.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new Lane(session, channel, selector);
    }

    Session session() {
        return session;
    }

    /** What the milter agreed to; nothing while it has not. */
    @Nullable
    Script script() {
        return script;
    }

    void agree(Script agreed) {
        script = agreed;
    }

    void send(Command command) {
        out.add(new PacketEncoder().encode(command));
    }

    void send(Frame frame) {
        out.add(frame.bytes().duplicate());
    }

    /** Writes as much as goes; the rest when the socket is ready for it. */
    void flush() throws IOException {
        while (!out.isEmpty()) {
            ByteBuffer[] some = out.stream().limit(BUFFERS).toArray(ByteBuffer[]::new);
            channel.write(some);
            while (!out.isEmpty() && !out.element().hasRemaining()) {
                out.remove();
            }
            if (some[some.length - 1].hasRemaining()) {
                break;
            }
        }
        int wanted = out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** The replies that have come, complete ones only. */
    List<Reply> read(ByteBuffer buffer) throws IOException, Deviation {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            throw new Deviation("closed", "the milter closed the connection");
        }
        List<Reply> replies = new ArrayList<>(1);
        decoder.decode(buffer.flip(), replies::add);
        return replies;
    }

    /** Writes the rest and says that nothing more comes. */
    void leave() throws IOException {
        flush();
        channel.shutdownOutput();
    }

    /** Whether anything but the end has come. */
    boolean isMore(ByteBuffer buffer) throws IOException {
        return channel.read(buffer.clear()) > 0;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
