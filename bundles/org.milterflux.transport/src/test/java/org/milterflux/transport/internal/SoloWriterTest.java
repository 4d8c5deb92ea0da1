package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;

@ExtendWith(NoLeaks.class)
class SoloWriterTest {

    private final Network network = Kind.DIRECT.network();
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final List<SocketChannel> peers = new ArrayList<>();
    private final List<DisposableServer> servers = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        for (SocketChannel peer : peers) {
            peer.close();
        }
        servers.forEach(DisposableServer::disposeNow);
        network.stop();
    }

    /** A connection of which the kernel is told what is written to it, and its peer. */
    private final class Link {

        private final SocketChannel peer;
        private final Channel channel;
        private final SoloWriter solo;

        Link(SocketAddress server) throws Exception {
            peer = SocketChannel.open(server);
            peers.add(peer);
            channel = accepted.poll(20, TimeUnit.SECONDS);
            solo = onLoop(() -> new SoloWriter(channel));
            assumeTrue(
                    channel instanceof IoUringSocketChannel || channel instanceof IoUringDomainSocketChannel,
                    "no io_uring here");
        }

        <T> T onLoop(Callable<T> work) throws Exception {
            return channel.eventLoop().submit(work).get(20, TimeUnit.SECONDS);
        }

        Link heard(int times) throws Exception {
            return onLoop(() -> {
                for (int i = 0; i < times; i++) {
                    solo.beginTurn();
                    solo.endTurn();
                }
                return this;
            });
        }

        /** Whether it was written at once, in the connection's turn. */
        boolean writes(String text) throws Exception {
            return onLoop(() -> {
                solo.beginTurn();
                try {
                    return written(text);
                } finally {
                    solo.endTurn();
                }
            });
        }

        private boolean written(String text) {
            ByteBuf buffer = buffer(text);
            boolean written = solo.write(buffer);
            if (!written) {
                assertThat(buffer.readableBytes()).isEqualTo(text.length());
                buffer.release();
            }
            return written;
        }

        private ByteBuf buffer(String text) {
            ByteBuf buffer = channel.alloc().ioBuffer();
            buffer.writeCharSequence(text, StandardCharsets.US_ASCII);
            return buffer;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the peer is asked whether it came
        void writesAsUsual(ByteBuf buffer) {
            channel.writeAndFlush(buffer);
        }

        String read(int bytes) throws IOException {
            byte[] all = new byte[bytes];
            new DataInputStream(Channels.newInputStream(peer)).readFully(all);
            return new String(all, StandardCharsets.US_ASCII);
        }
    }

    private SocketAddress inet() {
        return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private SocketAddress address(String kind) {
        if (kind.equals("inet")) {
            return inet();
        }
        Path socket = directory.resolve("socket");
        listen(new DomainSocketAddress(socket.toString()));
        return UnixDomainSocketAddress.of(socket);
    }

    private SocketAddress listen(SocketAddress address) {
        DisposableServer server = network.server(address)
                .doOnConnection(connection -> accepted.add(connection.channel()))
                .bindNow();
        servers.add(server);
        return server.address();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void writesAtOnceWhenNobodyElseIsHeard(String kind) throws Exception {
        Link link = new Link(address(kind));
        assertThat(link.heard(3).writes("early")).isFalse();
        assertThat(link.writes("at ")).isTrue();
        assertThat(link.writes("once")).isTrue();
        assertThat(link.read(7)).isEqualTo("at once");
    }

    @Test
    void leavesItWhenOthersAreHeardInBetween() throws Exception {
        SocketAddress server = inet();
        Link one = new Link(server).heard(5);
        Link other = new Link(server).heard(1);
        assertThat(one.writes("no")).isFalse();
        assertThat(other.writes("no")).isFalse();
        assertThat(one.heard(4).writes("alone again")).isTrue();
        assertThat(one.read(11)).isEqualTo("alone again");
    }

    /** What is answered later, or on another thread, has no turn. */
    @Test
    void leavesItOutsideOfATurn() throws Exception {
        Link link = new Link(inet()).heard(5);
        assertThat(link.onLoop(() -> link.written("later"))).isFalse();
        link.onLoop(() -> {
            link.solo.beginTurn();
            return true;
        });
        assertThat(link.written("elsewhere")).isFalse();
        assertThat(link.onLoop(() -> link.written("now"))).isTrue();
    }

    @Test
    void forgetsWhoHasLeft() throws Exception {
        Link link = new Link(inet()).heard(5);
        link.onLoop(() -> {
            link.solo.leave();
            return true;
        });
        assertThat(link.writes("no")).isFalse();
    }

    @Test
    void keepsTheOrder() throws Exception {
        Link link = new Link(inet()).heard(5);
        assertThat(link.onLoop(() -> {
                    link.solo.beginTurn();
                    link.writesAsUsual(link.buffer("first "));
                    ByteBuf second = link.buffer("second ");
                    boolean overtakes = link.solo.write(second);
                    link.writesAsUsual(second);
                    return overtakes;
                }))
                .isFalse();
        assertThat(link.read(13)).isEqualTo("first second ");
        assertThat(link.writes("third")).isTrue();
        assertThat(link.read(5)).isEqualTo("third");
    }

    @Test
    void leavesWhatIsLarge() throws Exception {
        assertThat(new Link(inet()).heard(5).writes("x".repeat(5000))).isFalse();
    }

    /** Netty's sockets block: the event loop must not wait for a peer that reads nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void doesNotWaitForAPeerThatDoesNotRead(String kind) throws Exception {
        Link link = new Link(address(kind)).heard(5);
        int written = link.onLoop(() -> {
            link.solo.beginTurn();
            int bytes = 0;
            while (true) {
                ByteBuf buffer = link.buffer("0123456789".repeat(400));
                if (!link.solo.write(buffer)) {
                    int left = buffer.readableBytes();
                    link.writesAsUsual(buffer);
                    return bytes + 4000 - left;
                }
                bytes += 4000;
            }
        });
        int whole = (written / 4000 + 1) * 4000;
        assertThat(link.read(whole)).isEqualTo("0123456789".repeat(whole / 10));
        assertThat(link.heard(5).writes("never again")).isFalse();
    }

    @Test
    void leavesAFailureToTheUsualWay() throws Exception {
        Link link = new Link(inet()).heard(5);
        link.peer.close();
        link.channel.closeFuture().await(20, TimeUnit.SECONDS);
        assertThat(link.writes("nobody reads this")).isFalse();
    }

    /** The handler has not returned yet when its answer is read. */
    @Test
    void isWhatAnswersAConnectionThatIsAlone() throws Exception {
        assumeTrue(IoUring.isAvailable(), "no io_uring here");
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<Boolean> readMeanwhile = new CompletableFuture<>();
        AtomicInteger commands = new AtomicInteger();
        ConnectionHandler handler = (peer, incoming, drain, loop) ->
                Flux.<Reply>create(replies -> Flux.from(incoming).subscribe(command -> {
                    replies.next(new Continue());
                    if (commands.incrementAndGet() == 10) {
                        readMeanwhile.complete(await(read));
                    }
                }));
        Listener listener = Listener.open(network, "test", handler, new TestSettings(TestSettings.LOOPBACK).build());
        try (MtaSocket mta = MtaSocket.connect(listener.socket())) {
            for (int i = 0; i < 10; i++) {
                assertThat(mta.send(OptionNegotiation.offer(6)).reply()).isInstanceOf(Continue.class);
            }
            read.countDown();
            assertThat(readMeanwhile.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            listener.close();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
