package org.milterflux.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperuserTest {

    @ParameterizedTest
    @CsvSource({
        "inet:25@127.0.0.1, true",
        "inet6:1023@::1, true",
        "inet:1024@127.0.0.1, false",
        "inet:8891@127.0.0.1, false",
        "unix:/run/milterflux/milter.sock, false"
    })
    void isNeededForLowPortsOnly(String socket, boolean needed) {
        assertThat(Superuser.needsRoot(socket)).isEqualTo(needed);
    }
}
