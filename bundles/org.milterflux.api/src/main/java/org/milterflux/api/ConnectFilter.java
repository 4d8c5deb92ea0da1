package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Acts when a client connects ({@code SMFIC_CONNECT}): a refusal refuses the whole connection. It may block: the platform calls it on a thread of its own, not on an event loop. */
@ConsumerType
@FunctionalInterface
public interface ConnectFilter {

    /**
     * Decides on the connection.
     *
     * <p>Called by many threads at once, for different connections. Anything thrown, checked or not, and an answer that
     * does not come in time, is a failure of the filter: the administrator's policy answers in its place.
     */
    Verdict onConnect(Connection connection) throws Exception;
}
