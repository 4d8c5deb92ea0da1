package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.ConnectionHandler;

/** Event loops, the listeners opened on them, and the log meanwhile; all closed together. */
final class Bench implements AutoCloseable {

    /** Generous: the machine may be busy. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Network network;
    final LogLines log = new LogLines();
    private final List<Listener> listeners = new ArrayList<>();

    Bench(Kind kind) {
        network = kind.network();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    Listener listener(ConnectionHandler handler, TestSettings settings) throws ListenException {
        Listener listener = Listener.open(network, "test", handler, settings.build());
        listeners.add(listener);
        return listener;
    }

    SocketSpec open(ConnectionHandler handler, TestSettings settings) throws ListenException {
        return listener(handler, settings).socket();
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        network.stop();
        log.close();
    }
}
