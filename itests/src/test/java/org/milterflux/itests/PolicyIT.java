package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** The administrator's word on two filters of one bundle, changed while one MTA connection stays open. */
class PolicyIT {

    private static final String SECOND = "org.milterflux.policy-second.config";
    private static final String FIRST_FOOTER = "\r\n-- \r\nFirst\r\n";
    private static final String SECOND_FOOTER = "\r\n-- \r\nSecond\r\n";

    private final int port = Ports.free();
    private MilterfluxInstance runtime;
    private MilterSocket open;

    @BeforeEach
    void start() throws IOException {
        runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.filter.footer-first.config", "text=\"First\"")
                .conf("org.milterflux.filter.footer-second.config", "text=\"Second\"")
                .conf(
                        "org.milterflux.policy-first.config",
                        "filter=\"footer~first\"",
                        "rank=I\"5\"",
                        "condition=\"sender.domain.inDomain('x.test') && recipientDomains.exists(d, d == 'y.test')\"")
                .conf(SECOND, second("client.address.inNetwork('192.0.2.0/24')"))
                .start();
        open = MilterSocket.greeted(port);
    }

    @AfterEach
    void stop() throws IOException {
        open.close();
        runtime.close();
    }

    private static String[] second(String condition) {
        return new String[] {"filter=\"footer~second\"", "condition=\"" + condition + "\""};
    }

    private List<String> message() throws IOException {
        return open.message("Hi\r\n");
    }

    @Test
    void aConditionDecidesWhichMessagesAFilterSees() throws Exception {
        assertThat(message()).containsExactly("bHi\r\n" + FIRST_FOOTER, "c");
        runtime.configure(SECOND, second("client.address.inNetwork('127.0.0.0/8') && size < 1000"));
        awaitBothFooters();
        assertThat(runtime.console("milter:explain")).contains("footer~second", "AppendToBody");
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndWhatWasInForceStays() throws Exception {
        runtime.configure(SECOND, second("client.adress == ''"));
        runtime.awaitLog("condition:1:1: undeclared reference to 'client'");
        assertThat(message()).containsExactly("bHi\r\n" + FIRST_FOOTER, "c");
        assertThat(runtime.console("milter:explain")).contains("its condition does not hold");
    }

    @Test
    void aShadowFilterIsWatchedOnly() throws Exception {
        runtime.configure(SECOND, "filter=\"footer~second\"");
        awaitBothFooters();
        runtime.configure(SECOND, "filter=\"footer~second\"", "shadow=B\"true\"");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(message()).containsExactly("bHi\r\n" + FIRST_FOOTER, "c"));
        runtime.awaitLog("footer~second:shadow-edits(1)");
    }

    private void awaitBothFooters() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(message()).containsExactly("bHi\r\n" + FIRST_FOOTER + SECOND_FOOTER, "c"));
    }
}
