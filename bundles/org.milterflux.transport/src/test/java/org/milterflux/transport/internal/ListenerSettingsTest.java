package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.Settings;
import org.milterflux.protocol.SocketSpec;

class ListenerSettingsTest {

    private static ListenerSettings read(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putIfAbsent("socket", "inet:8891@127.0.0.1");
        all.put("felix.fileinstall.filename", "file:/etc/milterflux/org.milterflux.listener-default.config");
        return ListenerSettings.of(Settings.of(all));
    }

    @Test
    void hasDefaults() {
        ListenerSettings settings = read(Map.of());
        assertThat(settings.socket()).isEqualTo(SocketSpec.parse("inet:8891@127.0.0.1"));
        assertThat(settings.access()).isEqualTo(new UnixAccess(0660, Optional.empty()));
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        16_384,
                        Duration.ofSeconds(7_210),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        (1 << 20) + 1024,
                        1 << 20,
                        Duration.ofSeconds(30)));
    }

    @Test
    void readsEveryKey() {
        ListenerSettings settings = read(Map.of(
                "socket",
                "unix:/run/m.sock",
                "mode",
                "600",
                "group",
                "postfix",
                "maxConnections",
                5,
                "idleSeconds",
                "600",
                "negotiationSeconds",
                6,
                "packetSeconds",
                7L,
                "maxPacketBytes",
                80_000,
                "maxQueuedBytes",
                90_000,
                "drainSeconds",
                0));
        assertThat(settings.socket()).isEqualTo(SocketSpec.parse("unix:/run/m.sock"));
        assertThat(settings.access()).isEqualTo(new UnixAccess(0600, Optional.of("postfix")));
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        5,
                        Duration.ofSeconds(600),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        80_000,
                        90_000,
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "socket, '', must be set",
        "socket, 8891, inet:",
        "mode, 0999, as for chmod",
        "mode, rw-rw----, as for chmod",
        "mode, 7777, as for chmod",
        "maxConnections, 0, whole number from 1",
        "maxConnections, many, whole number from 1",
        "idleSeconds, 5, whole number from 60",
        "negotiationSeconds, -1, whole number from 1",
        "packetSeconds, 1.5, whole number from 1",
        "maxPacketBytes, 100, whole number from 65536",
        "maxQueuedBytes, 1000000000000, whole number from 65536",
        "drainSeconds, '', whole number from 0",
    })
    void namesFileKeyValueAndRemedy(String key, String value, String remedy) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("org.milterflux.listener-default.config", key, "'" + value + "'", remedy);
    }
}
