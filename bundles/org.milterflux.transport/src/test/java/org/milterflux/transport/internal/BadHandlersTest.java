package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.transport.internal.Bench.await;
import static org.milterflux.transport.internal.TestSettings.LOOPBACK;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Whatever a handler does, its connection is closed and no other. */
@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class BadHandlersTest {

    private final Bench bench;

    BadHandlersTest(Kind kind) {
        bench = new Bench(kind);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Answers HELO from {@code bad} with what the function makes of the commands, all else like an {@link Echo}. */
    private static ConnectionHandler turning(Function<Flux<Command>, Publisher<Reply>> bad) {
        Echo echo = new Echo();
        return (peer, commands, drain, loop) -> Flux.from(echo.handle(peer, commands, drain, loop))
                .concatMap(
                        reply -> echo.commands.contains(new Helo("bad")) && reply.equals(new Continue())
                                ? bad.apply(Flux.from(commands))
                                : Flux.just(reply),
                        0);
    }

    private static Publisher<Reply> thrown(Error error) {
        throw error;
    }

    static Stream<Arguments> failures() {
        return Stream.<Map.Entry<String, Function<Flux<Command>, Publisher<Reply>>>>of(
                        Map.entry("signals an error", c -> Flux.error(new IllegalStateException("broken"))),
                        Map.entry("throws LinkageError", c -> thrown(new NoClassDefFoundError("broken"))),
                        Map.entry("throws StackOverflowError", c -> thrown(new StackOverflowError("broken"))),
                        Map.entry("throws AssertionError", c -> thrown(new AssertionError("broken"))),
                        Map.entry(
                                "fails on another thread",
                                c -> Flux.<Reply>error(new IllegalStateException("broken"))
                                        .subscribeOn(Schedulers.boundedElastic())),
                        Map.entry(
                                "gives an unsendable reply",
                                c -> Flux.just(new AddHeader("bro:ken", "x"), new Continue())))
                .map(entry -> Arguments.argumentSet(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void closesTheConnection(Function<Flux<Command>, Publisher<Reply>> bad) throws Exception {
        SocketSpec socket = bench.open(turning(bad), new TestSettings(LOOPBACK));
        try (MtaSocket victim = MtaSocket.negotiated(socket)) {
            victim.send(new Helo("bad")).expectClosed();
        }
        await().until(() -> !bench.log.ofConnections().isEmpty());
        assertThat(bench.log.ofConnections())
                .singleElement()
                .asString()
                .startsWith("ERROR")
                .contains(" on test: the connection handler failed");
    }

    @Test
    void closesTheConnectionWhenTheHandlerRefusesToStart() throws Exception {
        for (Error error : new Error[] {new NoClassDefFoundError("broken"), new StackOverflowError("broken")}) {
            SocketSpec socket = bench.open(
                    (peer, commands, drain, loop) -> {
                        throw error;
                    },
                    new TestSettings(LOOPBACK));
            try (MtaSocket victim = MtaSocket.connect(socket)) {
                victim.expectClosed();
            }
        }
        await().until(() -> bench.log.ofConnections().size() == 2);
        assertThat(bench.log.ofConnections()).allMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void leavesOtherConnectionsAlone() throws Exception {
        SocketSpec socket =
                bench.open(turning(commands -> thrown(new NoClassDefFoundError("broken"))), new TestSettings(LOOPBACK));
        try (MtaSocket good = MtaSocket.negotiated(socket);
                MtaSocket victim = MtaSocket.negotiated(socket)) {
            assertThat(good.send(new Helo("good")).reply()).isEqualTo(new Continue());
            victim.send(new Helo("bad")).expectClosed();
            good.send(new Quit()).expectClosed();
        }
    }

    @Test
    void takesAProtocolErrorForThePeersFault() throws Exception {
        SocketSpec socket = bench.open(
                turning(commands -> Flux.error(new ProtocolException("HELO in the wrong place"))),
                new TestSettings(LOOPBACK));
        try (MtaSocket victim = MtaSocket.negotiated(socket)) {
            victim.send(new Helo("bad")).expectClosed();
        }
        assertThat(bench.log.ofConnections())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .endsWith("HELO in the wrong place; connection closed");
    }

    @Test
    void sendsWhatWasSaidBeforeTheEnd() throws Exception {
        SocketSpec socket = bench.open(
                (peer, commands, drain, loop) -> Flux.just(OptionNegotiation.offer(2), new AddHeader("X", "y")),
                new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.connect(socket)) {
            assertThat(mta.reply()).isEqualTo(OptionNegotiation.offer(2));
            assertThat(mta.reply()).isEqualTo(new AddHeader("X", "y"));
            mta.expectClosed();
        }
        assertThat(bench.log.ofConnections()).isEmpty();
    }
}
