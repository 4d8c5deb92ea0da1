package org.milterflux.transport.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.transport.internal.Bench.await;
import static org.milterflux.transport.internal.TestSettings.LOOPBACK;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.TempFail;
import org.milterflux.protocol.spi.ConnectionHandler;
import reactor.core.publisher.Flux;

@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class BadPeersTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofHours(1);

    private final Bench bench;
    private final Echo echo = new Echo();

    BadPeersTest(Kind kind) {
        bench = new Bench(kind);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void expectOneLine(String level, String reason) {
        await().untilAsserted(() -> assertThat(bench.log.ofConnections()).isNotEmpty());
        assertThat(bench.log.ofConnections())
                .singleElement()
                .asString()
                .startsWith(level)
                .contains(" on test: ", "127.0.0.1:")
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: mx\r\n\r\n",
                "EHLO mx.example.org\r\n",
                "\r\n\r\n",
                "\26\3\1\2\0\1\0\1\374\3\3",
                "\0\0\0\0",
                "\0\0\20\0O",
            })
    void refusesWhatIsNotMilterAtTheFirstFourBytes(String garbage) throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        try (MtaSocket good = MtaSocket.negotiated(socket);
                MtaSocket bad = MtaSocket.connect(socket)) {
            bad.send(garbage.substring(0, 4).getBytes(US_ASCII)).expectClosed();
            expectOneLine("WARN", "packet");
            assertThat(good.send(new Helo("mx")).reply()).isEqualTo(new Continue());
            good.send(new Quit()).expectClosed();
        }
        assertThat(bench.log.ofConnections()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, length 0",
        "80000000, length 2147483648",
        "FFFFFFFF, length 4294967295",
        "00200000, beyond the limit",
        "000000015A, packet",
        "000000014F, packet",
    })
    void refusesBadFramesAfterTheNegotiation(String hex, String reason) throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        try (MtaSocket bad = MtaSocket.negotiated(socket)) {
            bad.send(HexFormat.of().parseHex(hex)).expectClosed();
        }
        expectOneLine("WARN", reason);
    }

    @Test
    void letsTheHandlerAnswerWhatIsOwed() throws Exception {
        ConnectionHandler polite = (peer, commands, drain, loop) -> Flux.from(echo.handle(peer, commands, drain, loop))
                .onErrorResume(ProtocolException.class, garbage -> Flux.just(new TempFail()));
        SocketSpec socket = bench.open(polite, new TestSettings(LOOPBACK));
        try (MtaSocket bad = MtaSocket.negotiated(socket)) {
            bad.send(HexFormat.of().parseHex("00000000"));
            assertThat(bad.reply()).isEqualTo(new TempFail());
            bad.expectClosed();
        }
        expectOneLine("WARN", "length 0");
    }

    @Test
    void warnsOfATruncatedPacket() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        try (MtaSocket bad = MtaSocket.negotiated(socket)) {
            bad.send(HexFormat.of().parseHex("00000009486D")).shutdownOutput().expectClosed();
        }
        expectOneLine("WARN", "in the middle of a packet");
    }

    @Test
    void takesAHalfClosedConnectionAsEnded() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        try (MtaSocket half = MtaSocket.negotiated(socket)) {
            half.shutdownOutput().expectClosed();
        }
        expectOneLine("INFO", "closed without QUIT");
        await().until(() -> echo.ended.size() == 1);
    }

    @Test
    void saysNothingOfPortProbesAndOrdinaryEnds() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        MtaSocket.connect(socket).close();
        try (MtaSocket mta = MtaSocket.negotiated(socket)) {
            mta.send(new Quit()).expectClosed();
        }
        await().until(() -> echo.ended.size() == 2);
        bench.close();
        assertThat(bench.log.ofConnections()).isEmpty();
    }

    @Test
    void notesAReset() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        try (MtaSocket mta = MtaSocket.negotiated(socket)) {
            reset(mta);
        }
        expectOneLine("INFO", "connection lost");
        await().until(() -> echo.ended.size() == 1);
    }

    private static void reset(MtaSocket mta) throws IOException {
        mta.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        mta.close();
    }

    @Test
    void wantsTheNegotiationSoon() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK).times(LONG, SHORT, LONG));
        try (MtaSocket good = MtaSocket.negotiated(socket);
                MtaSocket silent = MtaSocket.connect(socket)) {
            silent.expectClosed();
            expectOneLine("WARN", "no option negotiation");
            assertThat(good.send(new Helo("mx")).reply()).isEqualTo(new Continue());
            good.send(new Quit()).expectClosed();
        }
    }

    @Test
    void wantsAPacketToBeCompleteSoon() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK).times(LONG, LONG, SHORT));
        try (MtaSocket slow = MtaSocket.negotiated(socket)) {
            Thread dribbler = new Thread(() -> dribble(slow));
            dribbler.start();
            slow.expectClosed();
            dribbler.interrupt();
            dribbler.join();
        }
        expectOneLine("WARN", "packet not complete");
    }

    /** One byte every 50 ms, so that the packet never rests for long and never ends. */
    private static void dribble(MtaSocket slow) {
        try {
            slow.send((byte) 0, (byte) 0, (byte) 8, (byte) 0, (byte) 'H');
            while (!Thread.interrupted()) {
                slow.send((byte) 'x');
                Thread.sleep(50);
            }
        } catch (RuntimeException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closesIdleConnections() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK).times(SHORT, LONG, LONG));
        try (MtaSocket mta = MtaSocket.negotiated(socket)) {
            mta.expectClosed();
        }
        expectOneLine("WARN", "idle for");
    }

    @Test
    void readsPacketsHoweverTheyAreCut() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK));
        Connect connect = new Connect("mx", Family.INET, 25, "192.0.2.1");
        try (MtaSocket mta = MtaSocket.negotiated(socket)) {
            byte[] bytes = new PacketEncoder().encode(connect).array();
            for (byte one : bytes) {
                mta.send(one);
            }
            assertThat(mta.reply()).isEqualTo(new Continue());
            mta.send(new Helo("a"), new Helo("b"));
            assertThat(List.of(mta.reply(), mta.reply())).isEqualTo(List.<Reply>of(new Continue(), new Continue()));
            mta.send(new Quit()).expectClosed();
        }
        assertThat(echo.commands).contains(connect, new Helo("a"), new Helo("b"));
    }
}
