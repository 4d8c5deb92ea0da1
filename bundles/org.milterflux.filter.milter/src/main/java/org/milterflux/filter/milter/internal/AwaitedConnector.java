package org.milterflux.filter.milter.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.Connector;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The transport's connector, which may come later than the first connection that needs it, and be replaced.
 *
 * <p>A filter that stood in the chain only from then on would miss the connections before.
 */
final class AwaitedConnector {

    private final Scheduler timer;
    private volatile Sinks.One<Connector> present = Sinks.one();

    AwaitedConnector(Scheduler timer) {
        this.timer = timer;
    }

    /** From now on connections are made by this one. */
    synchronized void come(Connector connector) {
        Sinks.One<Connector> awaited = present;
        Sinks.One<Connector> next = Sinks.one();
        next.tryEmitValue(connector);
        present = next;
        awaited.tryEmitValue(connector);
    }

    /** It is no more; nothing happens when another has come in its place. */
    synchronized void go(Connector connector) {
        if (present.asMono().toFuture().getNow(null) == connector) {
            present = Sinks.one();
        }
    }

    /** As {@link Connector#connect}; waits for the connector first, no longer than the time-out. */
    Mono<MilterConnection> connect(SocketSpec milter, Duration timeout) {
        return Mono.defer(() -> present.asMono())
                .timeout(timeout, timer)
                .onErrorMap(
                        TimeoutException.class,
                        e -> new IOException(
                                "cannot connect to milter " + milter
                                        + ": nothing that connects is installed; the transport bundle does",
                                e))
                .flatMap(connector -> Mono.from(connector.connect(milter, timeout)));
    }
}
