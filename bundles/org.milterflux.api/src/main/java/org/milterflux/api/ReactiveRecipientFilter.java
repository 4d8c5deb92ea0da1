package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts on each recipient ({@code SMFIC_RCPT}): a refusal refuses that recipient alone. It must not block: the platform subscribes on an event loop. The plain style is {@link RecipientFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveRecipientFilter {

    /**
     * Gives exactly one verdict; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Verdict> onRecipient(Envelope envelope, Recipient recipient);
}
