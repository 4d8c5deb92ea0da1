package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.filters.FilterBundle;
import org.milterflux.itests.filters.ShippedFooter;
import org.milterflux.itests.filters.scripted.ScriptedFilter;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Bundles that come, change and go while one milter connection stays open. */
class HotUpdateIT {

    private static final String FOOTER = "org.milterflux.filter.footer.config";

    private final int port = Ports.free();
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private MilterfluxInstance runtime;
    private MilterSocket open;

    @BeforeEach
    void start() throws Exception {
        runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf(FOOTER, "text=\"Acme\"")
                .start();
        open = MilterSocket.greeted(port);
    }

    @AfterEach
    void stop() throws IOException {
        runtime.close();
        open.close();
        background.shutdownNow();
    }

    @Test
    void updatedFooterChangesTheNextMessageOfTheSameConnection() throws Exception {
        assertThat(open.message("Hi\r\n")).containsExactly("bHi\r\n\r\n-- \r\nAcme\r\n", "c");
        runtime.update(ShippedFooter.SYMBOLIC_NAME, ShippedFooter.nextVersion());
        assertThat(open.message("Hi\r\n")).containsExactly("bHi\r\n\r\n++ \r\nAcme\r\n", "c");
    }

    /** The update waits for the message, as the bundle must not stop under it. */
    @Test
    void messageInFlightEndsWithTheVersionItBeganWith() throws Exception {
        open.begin();
        Future<Void> update = background.submit(() -> {
            runtime.update(ShippedFooter.SYMBOLIC_NAME, ShippedFooter.nextVersion());
            return null;
        });
        runtime.awaitLog("filter footer 1.0.0.SNAPSHOT leaves");
        assertThat(open.finish("Hi\r\n")).containsExactly("bHi\r\n\r\n-- \r\nAcme\r\n", "c");
        update.get();
        assertThat(open.message("Hi\r\n")).containsExactly("bHi\r\n\r\n++ \r\nAcme\r\n", "c");
    }

    @Test
    void newTextIsInTheNextMessage() throws Exception {
        assertThat(open.message("Hi\r\n")).contains("bHi\r\n\r\n-- \r\nAcme\r\n");
        runtime.configure(FOOTER, "text=\"Acme Corp\"");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(open.message("Hi\r\n")).contains("bHi\r\n\r\n-- \r\nAcme Corp\r\n"));
    }

    @Test
    void filterJoinsAndLeaves() throws Exception {
        String script = "X-Do: add X-New: yes";
        assertThat(open.message("Hi\r\n", script)).doesNotContain("hX-New\0 yes\0");
        runtime.install(FilterBundle.of(ScriptedFilter.class));
        assertThat(open.message("Hi\r\n", script)).contains("hX-New\0 yes\0");
        runtime.uninstall(ScriptedFilter.class.getPackageName());
        assertThat(open.message("Hi\r\n", script)).doesNotContain("hX-New\0 yes\0");
    }
}
