package org.milterflux.engine.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.engine.EngineConnection;
import org.milterflux.engine.EngineSettings;
import org.milterflux.engine.Engines;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.FakeEngine;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Engines over real sockets, good and bad ones. */
@Timeout(30)
class EnginesTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final FakeEngine.Script PONG = (in, out) -> {
        in.read();
        out.write("PONG\0".getBytes(US_ASCII));
    };

    private NettyConnector connector = new NettyConnector();

    @AfterEach
    void stop() {
        connector.stop();
    }

    private static EngineSettings settings(Duration answer, int maxScans, String... addresses) {
        return new EngineSettings(
                "fake",
                Arrays.stream(addresses).map(SocketSpec::parse).toList(),
                LONG,
                answer,
                Duration.ZERO,
                maxScans,
                1000);
    }

    private Engines engines(Duration answer, String... addresses) {
        return new Engines(connector, settings(answer, 1, addresses), EnginesTest::ping);
    }

    private static Mono<String> ping(EngineConnection connection) {
        return connection
                .send(ByteBuffer.wrap(new byte[] {'P'}))
                .then(connection.answerUntil((byte) 0))
                .map(answer -> new String(answer, US_ASCII));
    }

    private static String ask(Engines engines) {
        return Objects.requireNonNull(engines.ask(EnginesTest::ping).block());
    }

    private static String nowhere() {
        try (FakeEngine gone = FakeEngine.on(PONG)) {
            return gone.address();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksOverUnixSockets(boolean epoll) throws Exception {
        connector.stop();
        connector = new NettyConnector(epoll);
        Path path = Files.createTempDirectory("engine").resolve("s");
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (var channel = server.accept()) {
                    PONG.run(Channels.newInputStream(channel), Channels.newOutputStream(channel));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(ask(engines(LONG, "unix:" + path))).isEqualTo("PONG");
            served.join();
        }
    }

    @Test
    void goesOnToTheNextWhenOneCannotBeReached() {
        try (FakeEngine good = FakeEngine.on(PONG)) {
            assertThat(ask(engines(LONG, nowhere(), good.address()))).isEqualTo("PONG");
        }
    }

    @Test
    void goesOnToTheNextWhenOneIsSilent() {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeEngine silent = FakeEngine.on((in, out) -> end.await());
                FakeEngine good = FakeEngine.on(PONG)) {
            Engines engines = engines(SHORT, silent.address(), good.address());
            assertThat(ask(engines)).isEqualTo("PONG");
            assertThat(ask(engines)).isEqualTo("PONG");
            assertThat(good.connections()).isEqualTo(2);
        } finally {
            end.countDown();
        }
    }

    @Test
    void comesBackToTheFirstWhenItAnswersAgain() {
        Semaphore works = new Semaphore(0);
        try (FakeEngine first = FakeEngine.on((in, out) -> {
                    if (works.availablePermits() > 0) {
                        PONG.run(in, out);
                    }
                });
                FakeEngine second = FakeEngine.on((in, out) -> {
                    in.read();
                    out.write("second\0".getBytes(US_ASCII));
                })) {
            Engines engines = engines(LONG, first.address(), second.address());
            assertThat(ask(engines)).isEqualTo("second");
            works.release();
            await().until(() -> ask(engines), "PONG"::equals);
        }
    }

    @Test
    void tellsOfEachWhyNoneAnswered() {
        String gone = nowhere();
        try (FakeEngine closes = FakeEngine.on((in, out) -> {})) {
            assertThatThrownBy(() -> ask(engines(LONG, gone, closes.address())))
                    .hasMessageContaining("cannot connect to fake " + gone)
                    .hasMessageContaining(closes.address());
        }
    }

    @Test
    void closingWithoutAnAnswerIsAFailure() {
        try (FakeEngine closes = FakeEngine.on((in, out) -> in.read())) {
            assertThatThrownBy(() -> ask(engines(LONG, closes.address())))
                    .hasMessageContaining("fake " + closes.address() + " closed the connection without an answer");
        }
    }

    @Test
    void halfAnAnswerIsAFailure() {
        try (FakeEngine half = FakeEngine.on((in, out) -> {
            in.read();
            out.write("PO".getBytes(US_ASCII));
        })) {
            assertThatThrownBy(() -> ask(engines(LONG, half.address()))).hasMessageContaining("middle of its answer");
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        try (FakeEngine endless = FakeEngine.on((in, out) -> {
            while (true) {
                out.write(new byte[1000]);
            }
        })) {
            assertThatThrownBy(() -> engines(LONG, endless.address())
                            .ask(EngineConnection::answer)
                            .block())
                    .hasMessageContaining("more than 1000 bytes");
        }
    }

    @Test
    void silenceIsAFailureOfAnOpenConnectionToo() {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeEngine silent = FakeEngine.on((in, out) -> end.await())) {
            EngineConnection connection = Objects.requireNonNull(
                    engines(SHORT, silent.address()).open().block());
            assertThatThrownBy(() -> connection.answer().block()).hasMessageContaining("did not answer within");
        } finally {
            end.countDown();
        }
    }

    @Test
    void sendsNoFasterThanTheEngineReads() {
        Semaphore read = new Semaphore(0);
        try (FakeEngine slow = FakeEngine.on((in, out) -> {
            read.acquire();
            in.skipNBytes(200 * 65_536L);
            out.write("done\0".getBytes(US_ASCII));
        })) {
            EngineConnection connection =
                    Objects.requireNonNull(engines(LONG, slow.address()).open().block());
            List<Integer> sent = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> sending = Flux.range(0, 200)
                    .concatMap(n -> connection.send(ByteBuffer.allocate(65_536)).doOnSuccess(done -> sent.add(n)), 1)
                    .then()
                    .toFuture();
            await().during(Duration.ofMillis(200)).until(() -> sent.size() < 200 && !sending.isDone());
            read.release();
            assertThat(connection.answerUntil((byte) 0).block())
                    .asString(US_ASCII)
                    .isEqualTo("done");
            sending.join();
            assertThat(sent).hasSize(200);
            connection.close();
        }
    }

    @Test
    void hearsAnEngineThatAnswersEarlyAndStopsReading() {
        try (FakeEngine early = FakeEngine.on((in, out) -> {
            in.read();
            out.write("too large\0".getBytes(US_ASCII));
        })) {
            EngineConnection connection =
                    Objects.requireNonNull(engines(LONG, early.address()).open().block());
            Mono<Void> sending = Flux.range(0, 1000)
                    .concatMap(n -> connection.send(ByteBuffer.allocate(65_536)), 1)
                    .then();
            assertThatThrownBy(sending::block).hasMessageContaining("takes no more");
            assertThat(connection.answerUntil((byte) 0).block())
                    .asString(US_ASCII)
                    .isEqualTo("too large");
            connection.close();
        }
    }

    @Test
    void furtherScansWaitForAPlace() {
        try (FakeEngine good = FakeEngine.on(PONG)) {
            Engines engines = engines(LONG, good.address());
            EngineConnection first = Objects.requireNonNull(engines.open().block());
            CompletableFuture<String> second = engines.ask(EnginesTest::ping).toFuture();
            CompletableFuture<String> cancelled = engines.ask(EnginesTest::ping).toFuture();
            cancelled.cancel(true);
            CompletableFuture<String> third = engines.ask(EnginesTest::ping).toFuture();
            assertThat(second).isNotDone();
            first.close();
            assertThat(second.join()).isEqualTo("PONG");
            assertThat(third.join()).isEqualTo("PONG");
            assertThat(good.connections()).isEqualTo(3);
        }
    }

    @Test
    void waitingForAPlaceHasAnEnd() throws IOException {
        try (FakeEngine good = FakeEngine.on(PONG)) {
            Engines engines = new Engines(connector, settings(SHORT, 1, good.address()), EnginesTest::ping);
            Mono<String> never = engines.ask(connection -> Mono.never());
            CompletableFuture<String> holds = never.toFuture();
            assertThatThrownBy(() -> ask(engines)).hasMessageContaining("raise maxScans");
            holds.cancel(true);
            assertThat(ask(engines)).isEqualTo("PONG");
        }
    }

    @Test
    void isReadyWhenOneAnswers() {
        String gone = nowhere();
        try (FakeEngine good = FakeEngine.on(PONG)) {
            engines(LONG, gone, good.address()).check().block();
        }
        assertThatThrownBy(() -> engines(LONG, gone).check().block()).hasMessageContaining("cannot connect");
    }
}
