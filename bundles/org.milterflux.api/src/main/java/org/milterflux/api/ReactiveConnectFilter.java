package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts when a client connects ({@code SMFIC_CONNECT}): a refusal refuses the whole connection. It must not block: the platform subscribes on an event loop. The plain style is {@link ConnectFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveConnectFilter {

    /**
     * Gives exactly one verdict; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Verdict> onConnect(Connection connection);
}
