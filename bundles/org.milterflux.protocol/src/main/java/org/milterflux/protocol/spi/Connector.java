package org.milterflux.protocol.spi;

import java.time.Duration;
import org.milterflux.protocol.SocketSpec;
import org.osgi.annotation.versioning.ProviderType;
import org.reactivestreams.Publisher;

/** Opens connections to milters as an MTA does. The transport offers it as a service. */
@ProviderType
public interface Connector {

    /**
     * A connection to a milter, opened anew for each subscriber.
     *
     * <p>Emits one connection, which the subscriber then owns, or fails with an {@link java.io.IOException} whose
     * message names the socket and the cause. Cancelling before that gives up the attempt.
     *
     * @param milter where it listens
     * @param timeout the longest to wait, name resolution included
     */
    Publisher<MilterConnection> connect(SocketSpec milter, Duration timeout);
}
