package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.transport.internal.Bench.await;
import static org.milterflux.transport.internal.TestSettings.LOOPBACK;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Pressure and its ends, in both directions. */
@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class FlowTest {

    private static final int CHUNK = PacketEncoder.MAX_DATA;
    /** More than any kernel buffers for one loopback connection, with our own bound. */
    private static final long MUCH = 50L << 20;

    private static final long KERNEL = 16L << 20;

    private final Bench bench;

    FlowTest(Kind kind) {
        bench = new Bench(kind);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Writes until the socket takes no more for a while or all is gone; returns the bytes written. */
    private static long push(SocketChannel channel, ByteBuffer packet, long most) throws Exception {
        long written = 0;
        int refused = 0;
        channel.configureBlocking(false);
        while (written < most && refused < 20) {
            if (!packet.hasRemaining()) {
                packet.rewind();
            }
            int taken = channel.write(packet);
            written += taken;
            refused = taken == 0 ? refused + 1 : 0;
            if (taken == 0) {
                Thread.sleep(10);
            }
        }
        channel.configureBlocking(true);
        return written;
    }

    @Test
    void stopsReadingWhenTheHandlerDoesNotAsk() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        BaseSubscriber<Command> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(Command command) {
                taken.incrementAndGet();
            }
        };
        SocketSpec socket = bench.open(
                (peer, commands, drain, loop) -> {
                    commands.subscribe(reader);
                    return Flux.never();
                },
                new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.connect(socket).send(OptionNegotiation.offer(6))) {
            await().until(() -> taken.get() == 1);
            ByteBuffer packet = new PacketEncoder().encode(new BodyChunk(ByteBuffer.allocate(CHUNK)));
            long pushed = push(mta.channel(), packet, MUCH);
            assertThat(pushed).isGreaterThan(Limits.QUEUED_BYTES).isLessThan(Limits.QUEUED_BYTES + KERNEL);

            reader.requestUnbounded();
            int whole = (int) (pushed / (CHUNK + 5));
            await().until(() -> taken.get() == 1 + whole);
            assertThat(push(mta.channel(), packet, CHUNK)).as("reads again").isGreaterThanOrEqualTo(CHUNK);
        }
    }

    @Test
    void asksForNoMoreThanTheSocketTakes() throws Exception {
        AtomicInteger made = new AtomicInteger();
        int chunks = (int) (MUCH / CHUNK);
        ConnectionHandler handler = (peer, commands, drain, loop) -> Flux.concat(
                Flux.range(0, chunks)
                        .<Reply>map(i -> new ReplaceBody(ByteBuffer.allocate(CHUNK)))
                        .doOnNext(chunk -> made.incrementAndGet())
                        .subscribeOn(Schedulers.boundedElastic()),
                Mono.just(new Continue()));
        SocketSpec socket = bench.open(handler, new TestSettings(LOOPBACK));
        try (MtaSocket slow = MtaSocket.connect(socket)) {
            AtomicInteger last = new AtomicInteger(-1);
            await().until(() -> made.get() > 0 && last.getAndSet(made.get()) == made.get());
            assertThat((long) made.get() * CHUNK).isLessThan(KERNEL);
            for (int i = 0; i < chunks; i++) {
                assertThat(slow.reply()).isInstanceOf(ReplaceBody.class);
            }
            assertThat(slow.reply()).isEqualTo(new Continue());
            slow.expectClosed();
        }
    }

    /** A handler that negotiates, then works on HELO for ever. */
    private static ConnectionHandler working(Echo echo, Runnable cancelled) {
        return (peer, commands, drain, loop) -> Flux.from(echo.handle(peer, commands, Flux.never(), loop))
                .concatMap(
                        reply -> reply.equals(new Continue())
                                ? Mono.<Reply>never().doOnCancel(cancelled)
                                : Mono.just(reply),
                        0);
    }

    @Test
    void cancelsTheWorkWhenThePeerGoesAway() throws Exception {
        AtomicInteger cancelled = new AtomicInteger();
        Echo echo = new Echo();
        SocketSpec socket = bench.open(working(echo, cancelled::incrementAndGet), new TestSettings(LOOPBACK));
        try (MtaSocket leaving = MtaSocket.negotiated(socket);
                MtaSocket halfClosing = MtaSocket.negotiated(socket);
                MtaSocket staying = MtaSocket.negotiated(socket)) {
            leaving.send(new Helo("one"));
            halfClosing.send(new Helo("two"));
            staying.send(new Helo("three"));
            await().until(() -> echo.commands.size() == 6);
            leaving.channel().close();
            halfClosing.shutdownOutput().expectClosed();
            await().until(() -> cancelled.get() == 2);
            assertThat(staying.channel().isOpen()).isTrue();
        }
        await().until(() -> cancelled.get() == 3);
    }

    @Test
    void noticesTheEndWithPacketsStillQueued() throws Exception {
        AtomicInteger cancelled = new AtomicInteger();
        Echo echo = new Echo();
        SocketSpec socket = bench.open(working(echo, cancelled::incrementAndGet), new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.negotiated(socket)) {
            mta.send(new Helo("one"), new Helo("two"), new Helo("three"));
            await().until(() -> echo.commands.contains(new Helo("one")));
        }
        await().until(() -> cancelled.get() == 1);
    }

    /** Postfix tells the queue id before every header field. The macros of a recipient hold for it alone, and are told for each. */
    @Test
    void passesMacrosOverThatAreToldAgain() throws Exception {
        Echo echo = new Echo();
        Command id = Macros.before(CommandCode.HEADER, Map.of("i", "4Xyz"));
        Command other = Macros.before(CommandCode.HEADER, Map.of("i", "5Xyz"));
        Command host = Macros.before(CommandCode.RCPT, Map.of("rcpt_host", "mx.example"));
        Command field = new Header("Subject", " s");
        Command recipient = new RcptTo("<b@example.net>", List.of());
        try (MtaSocket mta = MtaSocket.negotiated(bench.open(echo, new TestSettings(LOOPBACK)))) {
            for (Command macros : List.of(host, host, id, id, other, id)) {
                mta.send(macros, macros == host ? recipient : field);
                assertThat(mta.reply()).isInstanceOf(Continue.class);
            }
        }
        assertThat(echo.commands.subList(1, 11))
                .containsExactly(host, recipient, host, recipient, id, field, field, other, field, id);
    }

    @Test
    void sendsABurstInOneWrite() throws Exception {
        Sinks.Many<Reply> replies = Sinks.many().unicast().onBackpressureBuffer();
        SocketSpec socket = bench.open((peer, commands, drain, loop) -> replies.asFlux(), new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.connect(socket)) {
            replies.tryEmitNext(new ReplaceBody(ByteBuffer.allocate(0)));
            assertThat(mta.reply()).isInstanceOf(ReplaceBody.class);
            replies.tryEmitNext(new AddHeader("A", "1"));
            mta.channel().configureBlocking(false);
            await().alias("an edit waits for its verdict")
                    .during(Duration.ofMillis(200))
                    .until(() -> read(mta.channel()) == 0);
            replies.tryEmitNext(new Continue());
            AtomicBoolean whole = new AtomicBoolean();
            await().until(() -> {
                int bytes = read(mta.channel());
                whole.set(bytes == 9 + 5);
                return bytes > 0;
            });
            assertThat(whole).isTrue();
            replies.tryEmitComplete();
        }
    }

    private static int read(SocketChannel channel) throws IOException {
        return channel.read(ByteBuffer.allocate(1024));
    }

    @Test
    void holdsTwoThousandIdleConnections() throws Exception {
        Echo echo = new Echo();
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        MtaSocket[] idle = new MtaSocket[2_000];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = MtaSocket.negotiated(socket);
        }
        try (MtaSocket busy = MtaSocket.negotiated(socket)) {
            assertThat(busy.send(new Helo("busy")).reply()).isEqualTo(new Continue());
        }
        for (MtaSocket one : idle) {
            assertThat(one.send(new Helo("awake")).reply()).isEqualTo(new Continue());
            one.send(new Quit());
        }
        for (MtaSocket one : idle) {
            one.expectClosed();
            one.close();
        }
        assertThat(echo.peers).hasSize(2_001).extracting(peer -> peer.id()).doesNotHaveDuplicates();
    }
}
