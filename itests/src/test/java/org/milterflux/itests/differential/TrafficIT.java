package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.Ports;
import org.milterflux.itests.filters.ShippedFooter;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Case 89: an update of a required filter under traffic. */
class TrafficIT {

    private static final int SESSIONS = 50;
    private static final List<String> OLD = List.of("bHi\r\n\r\n-- \r\nAcme\r\n", "c");
    private static final List<String> NEW = List.of("bHi\r\n\r\n++ \r\nAcme\r\n", "c");

    private final int port = Ports.free();
    private final ConcurrentLinkedQueue<List<String>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void everyMessageIsSeenByExactlyOneVersion() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try (MilterfluxInstance runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.filter.footer.config", "text=\"Acme\"")
                .conf("org.milterflux.policy-footer.config", "filter=\"footer\"", "required=B\"true\"")
                .start()) {
            List<Future<?>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(threads.submit(this::session));
            }
            Awaitility.await().until(() -> answers.size() > 3 * SESSIONS);
            runtime.update(ShippedFooter.SYMBOLIC_NAME, ShippedFooter.nextVersion());
            int before = answers.size();
            Awaitility.await().until(() -> answers.size() > before + 3 * SESSIONS);
            enough.set(true);
            for (Future<?> session : sessions) {
                session.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Set.copyOf(answers)).containsExactlyInAnyOrder(OLD, NEW);
    }

    private Void session() throws Exception {
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            while (!enough.get()) {
                answers.add(mta.message("Hi\r\n"));
            }
        }
        return null;
    }
}
