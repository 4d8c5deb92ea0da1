package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Family;
import org.milterflux.testing.TestConnection;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "2001:db8::1, 2001:db8::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80:0:0:0:1:2:3:0, fe80::1:2:3:0",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::"
    })
    void writesIpv6AsMtasDo(String address, String text) throws Exception {
        assertThat(ClientAddress.compressed(InetAddress.getByName(address))).isEqualTo(text);
    }

    @Test
    void tellsTheFamily() throws Exception {
        TestConnection four = TestConnection.from("a.example", InetAddress.getByName("192.0.2.1"));
        TestConnection six = TestConnection.from("b.example", InetAddress.getByName("2001:db8::1"));
        assertThat(ClientAddress.of(four, Front.SENDMAIL))
                .isEqualTo(new Connect("a.example", Family.INET, 40_000, "192.0.2.1"));
        assertThat(ClientAddress.of(six, Front.POSTFIX))
                .isEqualTo(new Connect("b.example", Family.INET6, 40_000, "2001:db8::1"));
        assertThat(ClientAddress.of(six, Front.SENDMAIL))
                .isEqualTo(new Connect("b.example", Family.INET6, 40_000, "IPv6:2001:db8::1"));
        assertThat(ClientAddress.of(TestConnection.unknown(), Front.POSTFIX))
                .isEqualTo(new Connect("localhost", Family.UNKNOWN, 0, ""));
    }
}
