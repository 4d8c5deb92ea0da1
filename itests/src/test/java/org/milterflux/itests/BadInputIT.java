package org.milterflux.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** What a listener does with input that no MTA sends: it closes that connection, with one log line, and serves the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private final int port = Ports.free();
    private MilterfluxInstance runtime;
    private MilterSocket neighbour;

    @BeforeAll
    void start() throws Exception {
        runtime = MilterfluxSetup.empty()
                .conf(
                        "org.milterflux.listener-loopback.config",
                        "socket=\"inet:" + port + "@127.0.0.1\"",
                        "negotiationSeconds=I\"2\"",
                        "packetSeconds=I\"2\"")
                .start();
        neighbour = MilterSocket.greeted(port);
    }

    @AfterAll
    void stop() throws Exception {
        runtime.close();
        neighbour.close();
    }

    private void assertClosedAndLogged(MilterSocket socket) throws Exception {
        assertThat(socket.isClosedByPeer()).isTrue();
        Pattern line = Pattern.compile(".*127\\.0\\.0\\.1:" + socket.localPort() + "\\b.*");
        runtime.awaitLog(line);
        assertThat(runtime.log().lines().filter(line.asMatchPredicate())).hasSize(1);
        assertThat(neighbour.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
        neighbour.send(Packets.packet('A', ""));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, 474554202f20485454502f312e310d0a486f73743a20780d0a0d0a",
        "TLS hello, 16030100a5010000a10303",
        "no length, 00000000",
        "length 2^31, 800000004f",
        "length 2^32-1, ffffffff4f",
        "unknown letter, 000000055a01020304",
        "short options, 0000000c4f00000006000001ff001fff",
        "no options first, 0000001048636c69656e742e6578616d706c6500",
    })
    void garbageInsteadOfOptions(String name, String hex) throws Exception {
        try (MilterSocket socket = MilterSocket.connect(port)) {
            socket.send(HexFormat.of().parseHex(hex));
            assertClosedAndLogged(socket);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no length, 00000000",
        "length 2^31, 8000000042",
        "length 2^32-1, ffffffff42",
        "unknown letter, 000000055a01020304",
        "header with one string, 000000034c4100",
    })
    void garbageInAConversation(String name, String hex) throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            socket.send(HexFormat.of().parseHex(hex));
            assertClosedAndLogged(socket);
        }
    }

    @Test
    void silenceInsteadOfOptions() throws Exception {
        try (MilterSocket socket = MilterSocket.connect(port)) {
            assertClosedAndLogged(socket);
        }
    }

    @Test
    void packetCutOffByHalfClose() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            byte[] packet = Packets.strings('M', "<a@x.test>");
            socket.send(Arrays.copyOf(packet, packet.length - 3));
            socket.halfClose();
            assertClosedAndLogged(socket);
        }
    }

    @Test
    void packetNeverCompleted() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            byte[] packet = Packets.strings('M', "<a@x.test>");
            socket.send(Arrays.copyOf(packet, packet.length - 3));
            assertClosedAndLogged(socket);
        }
    }

    @Test
    void byteByByteIsStillAPacket() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            for (byte b : Packets.strings('M', "<a@x.test>")) {
                socket.send(new byte[] {b});
            }
            assertThat(socket.read()).isEqualTo("c");
        }
    }

    @Test
    void halfCloseAfterAQuestionStillGetsItsAnswer() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            socket.send(Packets.strings('M', "<a@x.test>"));
            socket.halfClose();
            assertThat(socket.read()).isEqualTo("c");
            assertThat(socket.isClosedByPeer()).isTrue();
        }
    }

    /** Postfix may send content without an envelope after a filter died; it must not be left waiting. */
    @ParameterizedTest
    @CsvSource({"R, <b@y.test>\0", "T, ''", "N, ''", "B, body", "E, ''"})
    void eventWithoutAMessageIsAnswered(char letter, String data) throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            assertThat(socket.exchange(Packets.packet(letter, data))).isIn("c", "s");
        }
    }

    @Test
    void eventOutOfOrderIsAnsweredAndEndsTheConnection() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            assertThat(socket.exchange(Packets.connect())).isEqualTo("t");
            assertClosedAndLogged(socket);
        }
    }

    @Test
    void manyMacrosHeadersAndRecipientsAreAnswered() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            assertThat(socket.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
            for (int i = 0; i < 2_000; i++) {
                socket.send(Packets.packet('D', "R{m" + i + "}\0" + "v".repeat(100) + "\0"));
                assertThat(socket.exchange(Packets.strings('R', "<b" + i + "@y.test>")))
                        .isIn("c", "t");
            }
            for (int i = 0; i < 5_000; i++) {
                socket.send(Packets.strings('L', "X-" + i, " " + "v".repeat(100)));
            }
            assertThat(socket.exchange(Packets.packet('N', ""))).isIn("c", "t");
        }
    }

    @Test
    void garbageFromManyAtOnceHarmsNobody() throws Exception {
        byte[] noise = "\u00ff".repeat(4096).getBytes(ISO_8859_1);
        for (int i = 0; i < 200; i++) {
            try (MilterSocket socket = MilterSocket.connect(port)) {
                socket.send(noise);
            }
        }
        assertThat(neighbour.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
        neighbour.send(Packets.packet('A', ""));
    }
}
