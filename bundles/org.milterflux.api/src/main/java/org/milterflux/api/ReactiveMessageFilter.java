package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts on the whole message ({@code SMFIC_BODYEOB}). It must not block: the platform subscribes on an event loop. The plain style is {@link MessageFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveMessageFilter {

    /**
     * Gives exactly one decision; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Decision> onMessage(Message message);
}
