package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.itests.filters.FilterBundle;
import org.milterflux.itests.filters.faulty.FaultyFilter;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** A filter's failure costs its message a temporary failure, never the connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private final int port = Ports.free();
    private MilterfluxInstance runtime;

    @BeforeAll
    void start() throws Exception {
        runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.core.config", "breakerFailures=I\"100\"")
                .conf("org.milterflux.policy-faulty.config", "filter=\"faulty\"", "timeoutSeconds=I\"2\"")
                .deploy(FilterBundle.of(FaultyFilter.class))
                .start();
    }

    @AfterAll
    void stop() throws IOException {
        runtime.close();
    }

    @ParameterizedTest
    @CsvSource({
        "throws, thrown on purpose",
        "null, it returned null",
        "undeclared, BODY",
        "linkage, org/example/Missing",
        "overflow, StackOverflowError",
        "silent, no answer within 2000 ms",
    })
    void messageFailsForNowAndTheNextOnePasses(String fault, String cause) throws Exception {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            assertThat(socket.message("Hi\r\n", "X-Fault: " + fault))
                    .containsExactly("y451 4.7.1 Service unavailable - try again later\0");
            assertThat(socket.message("Hi\r\n")).containsExactly("c");
        }
        runtime.awaitLog(Pattern.compile("WARN .*filter faulty 1\\.0\\.0 .*" + cause));
    }
}
