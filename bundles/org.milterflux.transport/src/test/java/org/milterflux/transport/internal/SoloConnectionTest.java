package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.uring.IoUring;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PieceMemory;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;

/** Connections of MTAs that have their event loop to themselves. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class SoloConnectionTest {

    private static final Command COMMAND = OptionNegotiation.offer(6);

    private final Network network = Kind.DIRECT.network();
    private final AtomicInteger readByNetty = new AtomicInteger();

    @BeforeEach
    void needsIoUring() {
        assumeTrue(IoUring.isAvailable(), "no io_uring here");
    }

    @AfterEach
    void stop() {
        network.stop();
    }

    private static final ConnectionHandler ANSWERS =
            (peer, incoming, drain, loop) -> Flux.from(incoming).map(command -> new Continue());

    private DisposableServer listen(ConnectionHandler handler) {
        return network.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .doOnChannelInit((observer, channel, remote) -> serve(channel, handler))
                .bindNow();
    }

    private void serve(Channel channel, ConnectionHandler handler) {
        Limits limits = new TestSettings(TestSettings.LOOPBACK).limits();
        MtaConnection connection =
                new MtaConnection(channel, new Peer("c", "test", "peer"), handler, limits, new PieceMemory());
        channel.pipeline().replace(NettyPipeline.ReactiveBridge, "milter", connection);
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                readByNetty.incrementAndGet();
                context.fireChannelRead(message);
            }
        });
    }

    private static MtaSocket connect(DisposableServer server) {
        return MtaSocket.connect(new SocketSpec.Inet("127.0.0.1", server.port(), false));
    }

    private static void expectAnswer(MtaSocket mta) {
        assertThat(mta.reply()).isInstanceOf(Continue.class);
    }

    /** The handler has not returned yet when its answer is read. */
    @Test
    void areAnsweredAtOnce() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<Boolean> readMeanwhile = new CompletableFuture<>();
        AtomicInteger commands = new AtomicInteger();
        ConnectionHandler handler = (peer, incoming, drain, loop) ->
                Flux.<Reply>create(replies -> Flux.from(incoming).subscribe(command -> {
                    replies.next(new Continue());
                    if (commands.incrementAndGet() == 10) {
                        readMeanwhile.complete(comes(read));
                    }
                }));
        DisposableServer server = listen(handler);
        try (MtaSocket mta = connect(server)) {
            for (int i = 0; i < 10; i++) {
                expectAnswer(mta.send(COMMAND));
            }
            read.countDown();
            assertThat(readMeanwhile.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.disposeNow();
        }
    }

    private static boolean comes(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some commands in a row, and not all: the loop has other work. Whoever was there before has gone. */
    @Test
    void areReadWithoutNetty() {
        DisposableServer server = listen(ANSWERS);
        connect(server).close();
        try (MtaSocket mta = connect(server)) {
            for (int i = 0; i < 1600; i++) {
                expectAnswer(mta.send(COMMAND));
            }
            assertThat(readByNetty.get()).isBetween(100, 800);
        } finally {
            server.disposeNow();
        }
    }

    /** A client that never pauses has the loop to itself only until another comes. */
    @Test
    void makeRoomForOthers() {
        DisposableServer server = listen(ANSWERS);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        try (MtaSocket busy = connect(server)) {
            CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    expectAnswer(busy.send(COMMAND));
                    answers.incrementAndGet();
                }
            });
            await().until(() -> answers.get() > 100);
            for (int i = 0; i < 50; i++) {
                try (MtaSocket other = connect(server)) {
                    expectAnswer(other.send(COMMAND));
                }
            }
            done.set(true);
            assertThat(talk).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            done.set(true);
            server.disposeNow();
        }
    }

    @Test
    void maySendPacketsInPieces() throws Exception {
        DisposableServer server = listen(ANSWERS);
        byte[] packet = MtaSocket.bytes(COMMAND);
        try (MtaSocket mta = connect(server)) {
            mta.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
            for (int i = 0; i < 500; i++) {
                int cut = 1 + i % (packet.length - 1);
                mta.send(Arrays.copyOfRange(packet, 0, cut));
                mta.send(Arrays.copyOfRange(packet, cut, packet.length));
                expectAnswer(mta);
            }
        } finally {
            server.disposeNow();
        }
    }

    /** What ends a connection is told by whoever reads it. */
    @Test
    void endWithTheirPeer() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        DisposableServer server = listen((peer, incoming, drain, loop) ->
                Flux.from(incoming).<Reply>map(command -> new Continue()).doFinally(signal -> ended.incrementAndGet()));
        try {
            for (int i = 1; i <= 20; i++) {
                try (MtaSocket mta = connect(server)) {
                    for (int j = 0; j < 10; j++) {
                        expectAnswer(mta.send(COMMAND));
                    }
                    mta.channel().setOption(StandardSocketOptions.SO_LINGER, i % 2 - 1); // by turns reset and closed
                }
                int soFar = i;
                await().untilAsserted(() -> assertThat(ended.get()).isEqualTo(soFar));
            }
        } finally {
            server.disposeNow();
        }
    }
}
