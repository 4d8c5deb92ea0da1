package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts before the content is sent ({@code SMFIC_DATA}), when all recipients are known: a refusal refuses the message. It must not block: the platform subscribes on an event loop. The plain style is {@link DataFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveDataFilter {

    /**
     * Gives exactly one verdict; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Verdict> onData(Envelope envelope);
}
