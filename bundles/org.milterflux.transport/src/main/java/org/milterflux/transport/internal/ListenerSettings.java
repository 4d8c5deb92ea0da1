package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.milterflux.api.Settings;
import org.milterflux.protocol.SocketSpec;

/** One listener's configuration, read and checked as a whole. */
record ListenerSettings(SocketSpec socket, UnixAccess access, Limits limits) {

    private static final int DAY = 86_400;
    private static final int LEAST_IDLE = 60;
    private static final int LEAST_BYTES = 1 << 16;
    private static final int MOST_BYTES = 1 << 24;
    private static final int MOST_CONNECTIONS = 1_000_000;

    /** Throws {@link IllegalArgumentException} that names the file, the key, the value and the remedy. */
    static ListenerSettings of(Settings settings) {
        return new ListenerSettings(socket(settings), access(settings), limits(settings));
    }

    private static SocketSpec socket(Settings settings) {
        String text = settings.text("socket");
        try {
            return SocketSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw settings.invalid("socket", text, String.valueOf(e.getMessage()));
        }
    }

    private static UnixAccess access(Settings settings) {
        String mode = settings.text("mode", UnixAccess.DEFAULT_MODE);
        Optional<String> group = Optional.of(settings.text("group", "")).filter(Predicate.not(String::isBlank));
        try {
            return UnixAccess.of(mode, group);
        } catch (NumberFormatException e) {
            throw settings.invalid("mode", mode, "write three octal digits as for chmod, such as 0660");
        }
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                (int) settings.number("maxConnections", Limits.CONNECTIONS, 1, MOST_CONNECTIONS),
                seconds(settings, "idleSeconds", Limits.IDLE_SECONDS, LEAST_IDLE),
                seconds(settings, "negotiationSeconds", Limits.NEGOTIATION_SECONDS, 1),
                seconds(settings, "packetSeconds", Limits.PACKET_SECONDS, 1),
                (int) settings.number("maxPacketBytes", Limits.PACKET_BYTES, LEAST_BYTES, MOST_BYTES),
                (int) settings.number("maxQueuedBytes", Limits.QUEUED_BYTES, LEAST_BYTES, MOST_BYTES),
                seconds(settings, "drainSeconds", Limits.DRAIN_SECONDS, 0));
    }

    private static Duration seconds(Settings settings, String key, int otherwise, int least) {
        return Duration.ofSeconds(settings.number(key, otherwise, least, DAY));
    }
}
