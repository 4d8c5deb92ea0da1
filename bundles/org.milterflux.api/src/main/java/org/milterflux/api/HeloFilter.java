package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Acts on each HELO or EHLO ({@code SMFIC_HELO}), also the one after STARTTLS: a refusal refuses the whole connection. It may block: the platform calls it on a thread of its own, not on an event loop. */
@ConsumerType
@FunctionalInterface
public interface HeloFilter {

    /**
     * Decides on the greeting, which is {@link Connection#helo()}.
     *
     * <p>Called by many threads at once, for different connections. Anything thrown, checked or not, and an answer that
     * does not come in time, is a failure of the filter: the administrator's policy answers in its place.
     */
    Verdict onHelo(Connection connection) throws Exception;
}
