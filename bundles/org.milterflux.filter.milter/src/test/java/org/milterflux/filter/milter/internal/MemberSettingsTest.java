package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.Settings;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.SocketSpec;

class MemberSettingsTest {

    private static MemberSettings read(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "service.pid", "org.milterflux.filter.milter~dkim",
                "felix.fileinstall.filename", "file:/conf/org.milterflux.filter.milter-dkim.config",
                "socket", "unix:/run/dkim.sock"));
        all.putAll(more);
        return MemberSettings.of(Settings.of(all));
    }

    @Test
    void needsASocketOnly() {
        assertThat(read(Map.of()))
                .isEqualTo(new MemberSettings(
                        "milter~dkim",
                        0,
                        SocketSpec.parse("unix:/run/dkim.sock"),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(300),
                        64L << 20,
                        new Wants(List.of(), false)));
    }

    @Test
    void takesEverything() {
        assertThat(read(Map.of(
                        "name", "signer",
                        "service.ranking", 7,
                        "connectTimeoutSeconds", 1,
                        "commandTimeoutSeconds", 2,
                        "contentTimeoutSeconds", 3,
                        "maxEditBytes", 4,
                        "macros", new String[] {"b", "a", "b"},
                        "rejectedRecipients", true)))
                .isEqualTo(new MemberSettings(
                        "signer",
                        7,
                        SocketSpec.parse("unix:/run/dkim.sock"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        4,
                        new Wants(List.of("a", "b"), true)));
    }

    @Test
    void isNamedMilterWithoutAnInstanceName() {
        assertThat(read(Map.of("service.pid", MilterFilter.PID)).id()).isEqualTo("milter");
    }

    @ParameterizedTest
    @CsvSource({
        "socket, '', it must be set",
        "socket, nonsense, it does not start with inet:",
        "name, my milter, write letters",
        "name, '', write letters",
        "commandTimeoutSeconds, 0, write a whole number from 1 to 86400",
        "maxEditBytes, much, write a whole number from 0 to 2147483647",
        "rejectedRecipients, yes, write true or false"
    })
    void saysWhatIsWrongWhere(String key, String value, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageStartingWith("org.milterflux.filter.milter-dkim.config: " + key + " = '" + value + "': ")
                .withMessageContaining(remedy);
    }

    @Test
    void givesContentMoreTime() {
        MemberSettings settings = read(Map.of("connectTimeoutSeconds", 1, "commandTimeoutSeconds", 2));
        assertThat(settings.limit(CommandCode.NEGOTIATE)).hasSeconds(1);
        assertThat(settings.limit(CommandCode.RCPT)).hasSeconds(2);
        assertThat(settings.limit(CommandCode.HEADER)).hasSeconds(300);
        assertThat(settings.limit(CommandCode.END_OF_MESSAGE)).hasSeconds(300);
    }
}
