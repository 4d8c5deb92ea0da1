package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;
import org.milterflux.itests.runtime.JavaHomes;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Starting and stopping {@code bin/milterflux run}. */
class StartIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void servesAndStopsOnThisJdk(int release) throws Exception {
        Optional<Path> home = JavaHomes.ofRelease(release);
        assumeTrue(home.isPresent(), () -> "There is no JDK " + release + " on this machine");
        int port = Ports.free();
        try (MilterfluxInstance runtime = MilterfluxSetup.empty()
                .javaHome(home.orElseThrow())
                .options("--listen", "inet:" + port + "@127.0.0.1")
                .start()) {
            try (MilterSocket socket = MilterSocket.greeted(port)) {
                assertThat(socket.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("c");
            }
            assertThat(runtime.stop()).isZero();
            assertThat(runtime.output()).doesNotContain("WARNING", "ERROR", "Exception");
            assertThat(runtime.output().lines()).first().asString().contains(" INFO  milterflux - Java " + release);
        }
    }

    @Test
    void portInUseIsToldInOneLineAndAnExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress());
                MilterfluxInstance runtime = MilterfluxSetup.empty()
                        .options("--listen", "inet:" + taken.getLocalPort() + "@127.0.0.1")
                        .launch()) {
            assertThat(runtime.awaitExit()).isNotZero();
            assertThat(runtime.output().lines().filter(line -> line.startsWith("milterflux: ")))
                    .singleElement()
                    .asString()
                    .contains("inet:" + taken.getLocalPort() + "@127.0.0.1: another process uses this port");
            assertThat(runtime.output()).doesNotContain("\tat ");
        }
    }
}
