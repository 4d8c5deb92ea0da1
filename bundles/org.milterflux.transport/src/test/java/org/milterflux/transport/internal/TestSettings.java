package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.Optional;
import org.milterflux.protocol.SocketSpec;

/** Settings of listeners under test: the defaults, and what a test needs to be different. */
record TestSettings(String socket, UnixAccess access, Limits limits) {

    static final String LOOPBACK = "inet:0@127.0.0.1";

    TestSettings(String socket) {
        this(
                socket,
                UnixAccess.of(UnixAccess.DEFAULT_MODE, Optional.empty()),
                new Limits(
                        Limits.CONNECTIONS,
                        Duration.ofHours(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Limits.PACKET_BYTES,
                        Limits.QUEUED_BYTES,
                        Duration.ofSeconds(30)));
    }

    TestSettings mode(String mode) {
        return new TestSettings(socket, UnixAccess.of(mode, access.group()), limits);
    }

    TestSettings group(String group) {
        return new TestSettings(socket, new UnixAccess(access.mode(), Optional.of(group)), limits);
    }

    TestSettings connections(int most) {
        return limits(new Limits(
                most,
                limits.idle(),
                limits.negotiation(),
                limits.packet(),
                limits.packetBytes(),
                limits.queuedBytes(),
                limits.drain()));
    }

    TestSettings times(Duration idle, Duration negotiation, Duration packet) {
        return limits(new Limits(
                limits.connections(),
                idle,
                negotiation,
                packet,
                limits.packetBytes(),
                limits.queuedBytes(),
                limits.drain()));
    }

    TestSettings drain(Duration within) {
        return limits(new Limits(
                limits.connections(),
                limits.idle(),
                limits.negotiation(),
                limits.packet(),
                limits.packetBytes(),
                limits.queuedBytes(),
                within));
    }

    private TestSettings limits(Limits changed) {
        return new TestSettings(socket, access, changed);
    }

    ListenerSettings build() {
        return new ListenerSettings(SocketSpec.parse(socket), access, limits);
    }
}
