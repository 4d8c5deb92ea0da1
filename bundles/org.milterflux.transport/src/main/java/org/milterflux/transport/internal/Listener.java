package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens as one configuration says, and goes over to another without losing a connection.
 *
 * <p>Configured from one thread at a time, never from an event loop: binding and closing wait.
 */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** For the closing of what had not finished in time. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Network network;
    private final String name;
    private final Admission admission;
    private final List<BoundSocket> retired = new ArrayList<>();
    private volatile ListenerSettings settings;
    private BoundSocket bound;
    private Optional<CompletableFuture<Void>> drained = Optional.empty();

    private Listener(Network network, String name, ConnectionHandler handler, ListenerSettings settings)
            throws ListenException {
        this.network = network;
        this.name = name;
        this.settings = settings;
        this.admission = new Admission(network, name, handler, () -> this.settings.limits());
        this.bound = bind(settings);
    }

    /** Starts to listen. */
    static Listener open(Network network, String name, ConnectionHandler handler, ListenerSettings settings)
            throws ListenException {
        Listener listener = new Listener(network, name, handler, settings);
        network.remember(listener);
        return listener;
    }

    private BoundSocket bind(ListenerSettings wanted) throws ListenException {
        BoundSocket socket = BoundSocket.bind(network, wanted.socket(), wanted.access(), admission);
        LOG.info("listener {}: accepts on {}", name, socket.socket());
        return socket;
    }

    /** What is really bound. */
    SocketSpec socket() {
        return bound.socket();
    }

    /**
     * Goes over to other settings: limits count for new connections; another socket is opened before the old one stops to accept.
     * Connections that are open go on as they are. When this fails, everything is as before.
     */
    void change(ListenerSettings wanted) throws ListenException {
        if (wanted.socket().equals(settings.socket())) {
            bound.grant(wanted.access());
        } else {
            move(wanted);
        }
        settings = wanted;
    }

    private void move(ListenerSettings wanted) throws ListenException {
        BoundSocket old = bound;
        if (old.isInTheWayOf(wanted.socket())) {
            retire(old);
            bound = bindOrReturn(wanted);
        } else {
            bound = bind(wanted);
            retire(old);
        }
    }

    private BoundSocket bindOrReturn(ListenerSettings wanted) throws ListenException {
        try {
            return bindPatiently(wanted);
        } catch (ListenException e) {
            bound = bindPatiently(settings);
            throw e;
        }
    }

    /** NIO gives a closed port back only when its selector has come round, a moment after the close. */
    private BoundSocket bindPatiently(ListenerSettings wanted) throws ListenException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return bind(wanted);
            } catch (ListenException e) {
                LOG.debug("listener {}: attempt {}: {}", name, attempt, e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return bind(wanted);
    }

    private void retire(BoundSocket old) {
        old.close();
        LOG.info(
                "listener {}: no longer accepts on {}, {} connections are open", name, old.socket(), old.connections());
        retired.removeIf(earlier -> earlier.connections() == 0);
        retired.add(old);
    }

    /** Stops to accept, at once, and asks open connections to finish. Does not wait for them. */
    void stop() {
        if (drained.isEmpty()) {
            network.forget(this);
            retire(bound);
            Duration drain = settings.limits().drain();
            drained = Optional.of(CompletableFuture.allOf(
                    retired.stream().map(socket -> socket.drain(drain)).toArray(CompletableFuture<?>[]::new)));
        }
    }

    /** Stops, lets messages in flight finish for a bounded time, and closes what is left. */
    void close() {
        stop();
        Duration longest = settings.limits().drain().plus(CLOSE_WITHIN);
        try {
            drained.orElseThrow().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("listener {}: connections are still open, {} after they were cut off", name, CLOSE_WITHIN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
