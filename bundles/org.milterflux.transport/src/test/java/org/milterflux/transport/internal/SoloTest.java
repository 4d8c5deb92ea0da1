package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.netty.DisposableServer;

@ExtendWith(NoLeaks.class)
class SoloTest {

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

    /** What comes between answer and reading, on the event loop. */
    private interface Happening {
        void happen() throws IOException;
    }

    /** A connection of which the kernel is told what is written to it, and its peer. */
    private final class Link {

        private final SocketChannel peer;
        private final Channel channel;
        private final Solo solo;

        Link(SocketAddress server) throws Exception {
            peer = SocketChannel.open(server);
            peers.add(peer);
            channel = accepted.poll(20, TimeUnit.SECONDS);
            solo = onLoop(() -> {
                Solo made = new Solo(channel);
                made.join();
                return made;
            });
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

        /** What is read in the connection's turn after an answer; null when it is left to the usual way. */
        @Nullable
        String answersAndReads() throws Exception {
            return answersAndReadsAfter(() -> {});
        }

        @Nullable
        String answersAndReadsAfter(Happening happening) throws Exception {
            return onLoop(() -> {
                solo.beginTurn();
                assertThat(written("a")).isTrue();
                happening.happen();
                ByteBuffer in = solo.read(false);
                return in == null ? null : text(in);
            });
        }

        void leave() throws Exception {
            onLoop(() -> {
                solo.leave();
                return true;
            });
        }

        Link says(String text) throws IOException {
            peer.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return this;
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
        link.leave();
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

    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void readsWhatFollowsAnAnswer(String kind) throws Exception {
        Link link = new Link(address(kind)).heard(5).says("next");
        assertThat(link.answersAndReads()).isEqualTo("next");
    }

    @Test
    void readsTheRestOfAPacket() throws Exception {
        Link link = new Link(inet()).heard(5).says("next");
        assertThat(link.answersAndReads()).isEqualTo("next");
        link.says("rest");
        link.onLoop(() -> {
            link.solo.beginTurn();
            assertThat(link.solo.read(false)).as("without an answer").isNull();
            assertThat(link.solo.read(true)).extracting(SoloTest::text).isEqualTo("rest");
            return true;
        });
    }

    /** Else the test hangs. */
    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void doesNotWaitForLong(String kind) throws Exception {
        Link link = new Link(address(kind)).heard(5);
        assertThat(link.answersAndReads()).isNull();
        link.says("late");
        assertThat(link.heard(3).answersAndReads())
                .as("not waited for again so soon")
                .isNull();
        assertThat(link.answersAndReads()).isEqualTo("late");
    }

    @Test
    void doesNotWaitWhereOthersMayBeHeard() throws Exception {
        SocketAddress server = inet();
        Link one = new Link(server);
        Link other = new Link(server);
        one.heard(5).says("one");
        assertThat(one.answersAndReads()).isNull();
        other.leave();
        assertThat(one.answersAndReads()).isEqualTo("one");
    }

    /** It would leave only when the loop goes on. */
    @Test
    void doesNotWaitWhileAnswersAreOnTheirWay() throws Exception {
        Link link = new Link(inet()).heard(5).says("next");
        assertThat(link.answersAndReadsAfter(() -> link.writesAsUsual(link.buffer("as usual"))))
                .isNull();
    }

    /** Filters may have milters of their own, on the same loops. */
    @Test
    void doesNotWaitWhereAMilterMayBeHeard() throws Exception {
        InetSocketAddress server = (InetSocketAddress) inet();
        Link link = new Link(server);
        MilterConnection milter = new MilterConnector(network)
                .connect(new SocketSpec.Inet("127.0.0.1", server.getPort(), false), Duration.ofSeconds(20))
                .block();
        link.heard(5).says("next");
        assertThat(link.answersAndReads()).isNull();
        Objects.requireNonNull(milter).close();
        await().untilAsserted(() -> assertThat(link.answersAndReads()).isEqualTo("next"));
    }

    @Test
    void leavesTheEndToTheUsualWay() throws Exception {
        Link link = new Link(inet()).heard(5);
        assertThat(link.answersAndReadsAfter(link.peer::shutdownOutput)).isNull();
    }

    @Test
    void tellsOfALostConnection() throws Exception {
        Link link = new Link(inet()).heard(5);
        link.peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        assertThatThrownBy(() -> link.answersAndReadsAfter(link.peer::close)).hasCauseInstanceOf(IOException.class);
    }

    /** Its number may be that of another socket by then. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // on its own loop it closes at once
    void readsNothingFromAClosedSocket() throws Exception {
        Link link = new Link(inet()).heard(5).says("next");
        assertThat(link.answersAndReadsAfter(link.channel::close)).isNull();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
