package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Configuration files that change while the runtime runs. */
class ConfigurationIT {

    private static final String LISTENER = "org.milterflux.listener-loopback.config";

    private final int port = Ports.free();

    private MilterfluxInstance start() throws Exception {
        return MilterfluxSetup.empty()
                .conf(LISTENER, "socket=\"inet:" + port + "@127.0.0.1\"")
                .start();
    }

    @Test
    void wrongValueIsNamedAndTheOldOneStays() throws Exception {
        try (MilterfluxInstance runtime = start();
                MilterSocket open = MilterSocket.greeted(port)) {
            runtime.configure(LISTENER, "socket=\"inet:70000@127.0.0.1\"");
            runtime.awaitLog(Pattern.compile("WARN.*" + Pattern.quote(LISTENER) + ".*socket.*70000"));
            assertThat(open.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
            MilterSocket.greeted(port).close();
        }
    }

    @Test
    void newSocketIsOpenedAndOldConnectionsStay() throws Exception {
        int second = Ports.free();
        try (MilterfluxInstance runtime = start();
                MilterSocket open = MilterSocket.greeted(port)) {
            runtime.configure("org.milterflux.listener-second.config", "socket=\"inet:" + second + "@127.0.0.1\"");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Ports.isServed(second));
            MilterSocket.greeted(second).close();
            assertThat(open.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
        }
    }
}
