package org.milterflux.filter.milter.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The one connection of a dialogue: opened at its first event, ended at any moment, from any thread. */
final class Line {

    private final MemberSettings settings;
    private final AwaitedConnector connector;
    private final Scheduler timer;
    private final AtomicReference<@Nullable Wire> open = new AtomicReference<>();
    private volatile boolean ended;

    Line(MemberSettings settings, AwaitedConnector connector, Scheduler timer) {
        this.settings = settings;
        this.connector = connector;
        this.timer = timer;
    }

    /** The connection; for one call. */
    Mono<Wire> open() {
        return connector
                .connect(settings.socket(), settings.connect())
                .onErrorMap(MilterFailure::unreachable)
                .map(this::adopt);
    }

    /** The connection may come when nobody wants it any more. */
    private Wire adopt(MilterConnection connection) {
        Wire wire = Wire.over(connection, timer);
        open.set(wire);
        if (ended) {
            wire.end(List.of());
        }
        return wire;
    }

    /** Sends the last packets, when it was opened, and closes. */
    void end(List<Command> packets) {
        ended = true;
        Wire wire = open.get();
        if (wire != null) {
            wire.end(packets);
        }
    }
}
