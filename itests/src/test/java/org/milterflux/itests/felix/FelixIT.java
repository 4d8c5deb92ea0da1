package org.milterflux.itests.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.itests.Ports;
import org.milterflux.itests.filters.ShippedFooter;
import org.milterflux.itests.milter.MilterSocket;

/** What can be seen from inside the framework only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FelixIT {

    private final int port = Ports.free();
    private FelixContainer felix;

    @BeforeAll
    void start() throws IOException {
        felix = FelixContainer.start("inet:" + port + "@127.0.0.1", "Acme");
    }

    @AfterAll
    void stop() throws IOException {
        felix.close();
    }

    @Test
    void everyBundleRuns() throws IOException {
        felix.call(InFelix.class, "everyBundleRuns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.milterflux.protocol.spi.ConnectionHandler",
                "org.milterflux.protocol.spi.ListenerReport",
                "org.milterflux.api.MessageFilter"
            })
    void serviceIsThere(String type) throws IOException {
        felix.call(InFelix.class, "oneServiceOf", type);
    }

    @Test
    void updateFromInsideLeavesTheConnectionOpen() throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            assertThat(socket.message("Hi\r\n")).containsExactly("bHi\r\n\r\n-- \r\nAcme\r\n", "c");
            felix.call(
                    InFelix.class,
                    "update",
                    ShippedFooter.SYMBOLIC_NAME,
                    ShippedFooter.nextVersion().toUri().toString());
            assertThat(socket.message("Hi\r\n")).containsExactly("bHi\r\n\r\n++ \r\nAcme\r\n", "c");
        }
    }
}
