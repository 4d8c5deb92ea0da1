package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketSpecTest {

    private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @ParameterizedTest
    @CsvSource({
        "inet:8891@127.0.0.1,       inet:8891@127.0.0.1",
        "INET:8891@localhost,       inet:8891@localhost",
        "inet:127.0.0.1:8891,       inet:8891@127.0.0.1",
        "inet:[::1]:8891,           inet6:8891@::1",
        "inet:0@0.0.0.0,            inet:0@0.0.0.0",
        "inet6:8891@::1,            inet6:8891@::1",
        "inet6:8891@[::1],          inet6:8891@::1",
        "inet:8891@::1,             inet6:8891@::1",
        "inet6:localhost:65535,     inet6:65535@localhost",
        "unix:/run/m.sock,          unix:/run/m.sock",
        "local:/run/m.sock,         unix:/run/m.sock",
        "/run/m.sock,               unix:/run/m.sock"
    })
    void reads(String text, String canonical) {
        assertThat(SocketSpec.parse(text)).hasToString(canonical);
        assertThat(SocketSpec.parse(canonical)).isEqualTo(SocketSpec.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                   does not start with",
        "8891,                 does not start with",
        "tcp:8891@localhost,   does not start with",
        "inet:8891,            host is missing",
        "inet:8891@,           host is missing",
        "inet::8891,           host is missing",
        "inet:@localhost,      port '' is not a number",
        "inet:65536@localhost, port '65536' is not a number from 0 to 65535",
        "inet:-1@localhost,    port '-1' is not",
        "inet:localhost:smtp,  port 'smtp' is not",
        "unix:run/m.sock,      must start with /",
        "unix:/run/,           name a file",
        "unix:,                must start with /"
    })
    void refuses(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketSpec.parse(text))
                .withMessageStartingWith("socket '" + text + "': ")
                .withMessageContaining(why)
                .withMessageEndingWith("Write " + SocketSpec.FORMS);
    }

    @Test
    void resolvesToAnAddressOfItsFamily() throws Exception {
        assertThat(SocketSpec.parse("inet:8891@127.0.0.1").resolve())
                .isEqualTo(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8891));
        assertThat(SocketSpec.parse("inet6:8891@::1").resolve())
                .isEqualTo(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK6), 8891));
        assertThat(SocketSpec.parse("unix:/run/m").resolve()).isEqualTo(UnixDomainSocketAddress.of("/run/m"));
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> SocketSpec.parse("inet6:8891@127.0.0.1").resolve())
                .withMessageContaining("no IPv6 address");
    }
}
