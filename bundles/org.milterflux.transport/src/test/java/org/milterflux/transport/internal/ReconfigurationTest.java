package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.milterflux.transport.internal.Bench.await;
import static org.milterflux.transport.internal.TestSettings.LOOPBACK;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Listeners that change and end while connections are open. */
@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class ReconfigurationTest {

    private static final Duration NOT_LONG = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private final Bench bench;

    ReconfigurationTest(Kind kind) {
        bench = new Bench(kind);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Answers HELO when {@code work} is done, and ends after that answer if it was asked to drain by then. */
    private static ConnectionHandler working(Mono<Void> work, AtomicInteger asked) {
        Echo echo = new Echo();
        return (peer, commands, drain, loop) -> Flux.from(echo.handle(peer, commands, Flux.never(), loop))
                .concatMap(reply -> reply.equals(new Continue()) ? work.thenReturn(reply) : Mono.<Reply>just(reply), 0)
                .takeUntil(reply -> asked.get() > 0)
                .takeUntilOther(Mono.from(drain)
                        .doOnSuccess(none -> asked.incrementAndGet())
                        .then(Mono.never()));
    }

    @Test
    void changesLimitsWithoutAnotherSocket() throws Exception {
        Listener listener = bench.listener(new Echo(), new TestSettings(LOOPBACK).connections(1));
        SocketSpec before = listener.socket();
        try (MtaSocket first = MtaSocket.negotiated(before)) {
            listener.change(new TestSettings(LOOPBACK).connections(2).build());
            assertThat(listener.socket()).isEqualTo(before);
            try (MtaSocket second = MtaSocket.negotiated(before)) {
                assertThat(second.send(new Helo("second")).reply()).isEqualTo(new Continue());
                assertThat(first.send(new Helo("first")).reply()).isEqualTo(new Continue());
            }
        }
    }

    @Test
    void opensAnotherSocketAndKeepsItsConnections() throws Exception {
        Echo echo = new Echo();
        Listener listener = bench.listener(echo, new TestSettings(LOOPBACK));
        SocketSpec before = listener.socket();
        try (MtaSocket open = MtaSocket.negotiated(before)) {
            listener.change(new TestSettings("unix:" + directory.resolve("m.sock")).build());

            MtaSocket.negotiated(listener.socket()).close();
            MtaSocket.awaitRefused(before);
            assertThat(open.send(new Helo("open")).reply()).isEqualTo(new Continue());
            listener.close();
            open.expectClosed();
        }
        assertThat(bench.log.ofConnections()).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void movesToAnotherAddressOfTheSamePort() throws Exception {
        int port = freePort();
        Listener listener = bench.listener(new Echo(), new TestSettings("inet:" + port + "@127.0.0.1"));
        SocketSpec before = listener.socket();
        try (MtaSocket open = MtaSocket.negotiated(before)) {
            listener.change(new TestSettings("inet:" + port + "@0.0.0.0").build());
            MtaSocket.negotiated(new SocketSpec.Inet("127.0.0.2", port, false)).close();
            assertThat(open.send(new Helo("open")).reply()).isEqualTo(new Continue());

            TestSettings impossible = new TestSettings("inet:" + port + "@192.0.2.1");
            assertThatThrownBy(() -> listener.change(impossible.build()))
                    .hasMessageContaining("this machine has no such address");
            MtaSocket.negotiated(new SocketSpec.Inet("127.0.0.2", port, false)).close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void keepsListeningWhenAnotherSocketCannotBeBound() throws Exception {
        Listener listener = bench.listener(new Echo(), new TestSettings(LOOPBACK));
        SocketSpec before = listener.socket();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MtaSocket open = MtaSocket.negotiated(before)) {
            TestSettings impossible = new TestSettings("inet:" + taken.getLocalPort() + "@127.0.0.1");
            assertThatThrownBy(() -> listener.change(impossible.build()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("another process uses this port")
                    .hasMessageContaining("choose another port");
            assertThat(listener.socket()).isEqualTo(before);
            assertThat(open.send(new Helo("open")).reply()).isEqualTo(new Continue());
            MtaSocket.negotiated(before).close();
        }
    }

    @Test
    void leavesOtherListenersAlone() throws Exception {
        Listener changing = bench.listener(new Echo(), new TestSettings(LOOPBACK));
        SocketSpec other = bench.open(new Echo(), new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.negotiated(other)) {
            changing.change(new TestSettings("inet6:0@::1").build());
            changing.close();
            assertThat(mta.send(new Helo("other")).reply()).isEqualTo(new Continue());
            mta.send(new Quit()).expectClosed();
        }
    }

    @Test
    void losesNoConnectionUnderTraffic() throws Exception {
        Listener listener = bench.listener(new Echo(), new TestSettings(LOOPBACK));
        for (int i = 0; i < 20; i++) {
            SocketSpec before = listener.socket();
            try (MtaSocket mta = MtaSocket.negotiated(before)) {
                CompletableFuture<Void> change = CompletableFuture.runAsync(() -> move(listener));
                while (!change.isDone()) {
                    assertThat(mta.send(new Helo("meanwhile")).reply()).isEqualTo(new Continue());
                }
                change.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(mta.send(new Helo("after")).reply()).isEqualTo(new Continue());
                mta.send(new Quit()).expectClosed();
            }
            try (MtaSocket mta = MtaSocket.negotiated(listener.socket())) {
                assertThat(mta.send(new Helo("new")).reply()).isEqualTo(new Continue());
                mta.send(new Quit()).expectClosed();
            }
        }
        assertThat(bench.log.all()).noneMatch(line -> line.startsWith("WARN"));
    }

    private static void move(Listener listener) {
        String socket = listener.socket() instanceof SocketSpec.Inet inet && !inet.ipv6() ? "inet6:0@::1" : LOOPBACK;
        try {
            listener.change(new TestSettings(socket).build());
        } catch (ListenException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void waitsForMessagesInFlightWhenItStops() throws Exception {
        Sinks.Empty<Void> work = Sinks.empty();
        AtomicInteger asked = new AtomicInteger();
        Listener listener = bench.listener(working(work.asMono(), asked), new TestSettings(LOOPBACK));
        SocketSpec socket = listener.socket();
        try (MtaSocket inFlight = MtaSocket.negotiated(socket)) {
            inFlight.send(new Helo("in flight"));
            CompletableFuture<Void> stop = CompletableFuture.runAsync(listener::close);
            await().until(() -> asked.get() == 1);
            MtaSocket.awaitRefused(socket);
            assertThat(stop).isNotDone();
            work.tryEmitEmpty();
            assertThat(inFlight.reply()).isEqualTo(new Continue());
            inFlight.expectClosed();
            stop.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        Listener listener =
                bench.listener(working(Mono.never(), new AtomicInteger()), new TestSettings(LOOPBACK).drain(NOT_LONG));
        try (MtaSocket stuck = MtaSocket.negotiated(listener.socket())) {
            stuck.send(new Helo("stuck"));
            listener.close();
            stuck.expectClosed();
        }
        assertThat(bench.log.ofConnections())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("after it was asked to");
    }

    @Test
    void leavesNoThread() throws Exception {
        SocketSpec socket = bench.open(new Echo(), new TestSettings(LOOPBACK));
        MtaSocket.negotiated(socket).close();
        assertThat(threads()).isPositive();
        bench.close();
        await().until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("milter-"))
                .count();
    }
}
