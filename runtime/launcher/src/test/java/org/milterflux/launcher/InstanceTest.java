package org.milterflux.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {

    @TempDir
    Path home;

    private Layout layout;

    @BeforeEach
    void lay() throws IOException {
        layout = new Layout(
                home, home.resolve("conf"), home.resolve("data"), home.resolve("deploy"), home.resolve("logs"));
        layout.create();
    }

    @Test
    void closesItsDataToOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void writesItsProcessIdAndSockets() throws IOException {
        try (Instance instance = Instance.claim(layout).orElseThrow()) {
            assertThat(layout.pidFile()).hasContent(ProcessHandle.current().pid() + "\n");
            assertThat(Instance.sockets(layout)).isEmpty();
            instance.ready(List.of("inet:8891@127.0.0.1", "unix:/run/m.sock"));
            assertThat(Instance.sockets(layout)).contains(List.of("inet:8891@127.0.0.1", "unix:/run/m.sock"));
        }
        assertThat(Instance.sockets(layout)).isEmpty();
    }

    @Test
    void doesNotBelieveAFileWithoutAProcess() throws IOException {
        Files.writeString(layout.pidFile(), ProcessHandle.current().pid() + "\n");
        assertThat(Instance.running(layout)).isEmpty();
    }

    @Test
    void forgetsTheSocketsOfAKilledInstance() throws IOException {
        Files.writeString(layout.readyFile(), "inet:8891@127.0.0.1\n");
        try (Instance instance = Instance.claim(layout).orElseThrow()) {
            assertThat(instance).isNotNull();
            assertThat(Instance.sockets(layout)).isEmpty();
        }
    }
}
