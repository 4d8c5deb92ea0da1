package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void canBeListenedOnAtOnceThoughProcessesStart() throws Exception {
        AtomicInteger started = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> startUntil(done, started));
        try {
            await().until(() -> started.get() > 0 || starting.isDone());
            for (int attempt = 0; attempt < 3_000; attempt++) {
                new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress()).close();
            }
        } finally {
            done.set(true);
        }
        starting.get();
    }

    @Test
    void isNoPortThatIsListenedOn() throws IOException {
        int port = Ports.free();
        assertThat(Ports.isFree(port)).isTrue();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    private static void startUntil(AtomicBoolean done, AtomicInteger started) {
        try {
            while (!done.get()) {
                new ProcessBuilder("true").start().waitFor();
                started.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
