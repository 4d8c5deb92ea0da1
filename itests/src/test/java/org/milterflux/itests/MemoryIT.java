package org.milterflux.itests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Much at once in the 128 MiB heap that {@code bin/milterflux} gives itself. */
class MemoryIT {

    private static final int CONNECTIONS = 2_000;
    private static final byte[] CHUNK =
            "x".repeat(62).concat("\r\n").repeat(1_023).getBytes(US_ASCII);
    private static final int CHUNKS = (100 << 20) / CHUNK.length + 1;
    private static final List<String> FOOTERS = List.of("one", "two", "three", "four", "five");

    private final int port = Ports.free();
    private final List<MilterSocket> sockets = new ArrayList<>();
    private MilterfluxInstance runtime;

    @BeforeEach
    void start() throws IOException {
        MilterfluxSetup setup = MilterfluxSetup.empty()
                .conf(
                        "org.milterflux.listener-loopback.config",
                        "socket=\"inet:" + port + "@127.0.0.1\"",
                        "maxConnections=I\"3000\"");
        for (String footer : FOOTERS) {
            setup.conf("org.milterflux.filter.footer-" + footer + ".config", "text=\"" + footer + "\"");
        }
        runtime = setup.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (MilterSocket socket : sockets) {
            socket.close();
        }
        runtime.close();
    }

    @Test
    void bigMessagePassesBesideManyIdleConnections() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            sockets.add(MilterSocket.greeted(port));
        }
        try (MilterSocket busy = MilterSocket.greeted(port)) {
            assertThat(bytesOfNewBody(busy)).isEqualTo((long) CHUNKS * CHUNK.length + bytesOfFooters());
        }
        for (MilterSocket idle : sockets) {
            assertThat(idle.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
        }
        assertThat(runtime.log()).doesNotContain("OutOfMemoryError");
    }

    private static int bytesOfFooters() {
        return FOOTERS.stream()
                .mapToInt(footer -> ("\r\n-- \r\n" + footer + "\r\n").length())
                .sum();
    }

    private static long bytesOfNewBody(MilterSocket socket) throws IOException {
        socket.begin();
        assertThat(socket.exchange(Packets.packet('T', ""))).isEqualTo("c");
        assertThat(socket.exchange(Packets.packet('N', ""))).isEqualTo("c");
        for (int i = 0; i < CHUNKS; i++) {
            assertThat(socket.exchange(Packets.packet('B', CHUNK))).isEqualTo("c");
        }
        socket.send(Packets.packet('E', ""));
        long bytes = 0;
        String answer = socket.read();
        while (!answer.equals("c")) {
            if (answer.startsWith("b")) {
                bytes += answer.length() - 1;
            } else {
                assertThat(answer).isEqualTo("p");
            }
            answer = socket.read();
        }
        return bytes;
    }
}
