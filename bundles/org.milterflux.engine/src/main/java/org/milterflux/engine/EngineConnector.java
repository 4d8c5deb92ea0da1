package org.milterflux.engine;

import java.time.Duration;
import org.milterflux.protocol.SocketSpec;
import org.osgi.annotation.versioning.ProviderType;
import reactor.core.publisher.Mono;

/** Connects to engines; a service. */
@ProviderType
public interface EngineConnector {

    /**
     * A new connection to the engine. The caller closes it.
     *
     * @param engine where it listens
     * @param name what messages call it: {@code clamd inet:3310@127.0.0.1}
     * @param timeout the longest to wait for the connection
     * @param mostReceived bytes the engine may send over it
     * @return fails with an {@link java.io.IOException} that names engine and cause
     */
    Mono<EngineConnection> connect(SocketSpec engine, String name, Duration timeout, int mostReceived);
}
