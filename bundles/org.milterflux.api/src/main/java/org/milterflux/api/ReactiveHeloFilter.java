package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/** Acts on each HELO or EHLO ({@code SMFIC_HELO}), also the one after STARTTLS: a refusal refuses the whole connection. It must not block: the platform subscribes on an event loop. The plain style is {@link HeloFilter}. */
@ConsumerType
@FunctionalInterface
public interface ReactiveHeloFilter {

    /**
     * Gives exactly one verdict; none, and an error, is a failure of the filter. It is cancelled when the MTA goes away or
     * the time is up.
     */
    Publisher<Verdict> onHelo(Connection connection);
}
