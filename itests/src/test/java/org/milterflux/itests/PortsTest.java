package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void canBeListenedOnAtOnceThoughProcessesStart() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> started = CompletableFuture.supplyAsync(() -> startUntil(done));
        for (int attempt = 0; attempt < 3_000; attempt++) {
            new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress()).close();
        }
        done.set(true);
        assertThat(started.get()).isPositive();
    }

    @Test
    void isNoPortThatIsListenedOn() throws IOException {
        int port = Ports.free();
        assertThat(Ports.isFree(port)).isTrue();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    private static int startUntil(AtomicBoolean done) {
        int started = 0;
        try {
            while (!done.get()) {
                new ProcessBuilder("true").start().waitFor();
                started++;
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return started;
    }
}
