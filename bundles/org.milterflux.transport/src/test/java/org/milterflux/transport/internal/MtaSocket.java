package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;

/** A plain blocking socket that plays the MTA, or somebody worse. */
final class MtaSocket implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final SocketChannel channel;
    private final PacketDecoder<Reply> decoder = PacketDecoder.replies(PacketDecoder.DEFAULT_MAX_DATA);
    private final Queue<Reply> replies = new ArrayDeque<>();

    private MtaSocket(SocketChannel channel) {
        this.channel = channel;
    }

    static MtaSocket connect(SocketSpec socket) {
        try {
            SocketAddress address = socket.resolve();
            return new MtaSocket(SocketChannel.open(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody listens there any more; NIO gives a port back only when its selector has run once more. */
    static void awaitRefused(SocketSpec socket) {
        await().untilAsserted(() ->
                assertThatThrownBy(() -> connect(socket).close()).isInstanceOf(UncheckedIOException.class));
    }

    /** Connected and negotiated. */
    static MtaSocket negotiated(SocketSpec socket) {
        MtaSocket mta = connect(socket).send(OptionNegotiation.offer(6));
        assertThat(mta.reply()).isInstanceOf(OptionNegotiation.class);
        return mta;
    }

    MtaSocket send(Command... commands) {
        return send(bytes(commands));
    }

    static byte[] bytes(Command... commands) {
        PacketEncoder encoder = new PacketEncoder();
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(commands).mapToInt(encoder::size).sum());
        Arrays.stream(commands).forEach(command -> encoder.write(command, all));
        return all.array();
    }

    MtaSocket send(byte... bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MtaSocket shutdownOutput() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next reply; fails when the connection ends instead. */
    Reply reply() {
        while (replies.isEmpty()) {
            assertThat(read()).as("connection still open").isTrue();
        }
        return replies.remove();
    }

    /** Reads until the other side has closed; fails when a reply comes before that. */
    void expectClosed() {
        while (read()) {
            assertThat(replies).isEmpty();
        }
    }

    private boolean read() {
        ByteBuffer in = ByteBuffer.allocate(CHUNK);
        try {
            if (channel.read(in) < 0) {
                return false;
            }
        } catch (IOException reset) {
            return false;
        }
        decoder.decode(in.flip(), replies::add);
        return true;
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
