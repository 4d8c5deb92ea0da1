package org.milterflux.itests.felix;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.milterflux.itests.Ports;

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
}
