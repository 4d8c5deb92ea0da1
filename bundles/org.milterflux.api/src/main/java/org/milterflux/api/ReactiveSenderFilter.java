package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts on the sender ({@code SMFIC_MAIL}): a refusal refuses the message. It must not block: the platform subscribes on an event loop. The plain style is {@link SenderFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveSenderFilter {

    /**
     * Gives exactly one verdict; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Verdict> onSender(Envelope envelope);
}
