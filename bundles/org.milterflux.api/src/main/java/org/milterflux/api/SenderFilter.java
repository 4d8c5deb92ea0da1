package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Acts on the sender ({@code SMFIC_MAIL}): a refusal refuses the message. It may block: the platform calls it on a thread of its own, not on an event loop. */
@ConsumerType
@FunctionalInterface
public interface SenderFilter {

    /**
     * Decides on the sender.
     *
     * <p>Called by many threads at once, for different connections. Anything thrown, checked or not, and an answer that
     * does not come in time, is a failure of the filter: the administrator's policy answers in its place.
     */
    Verdict onSender(Envelope envelope) throws Exception;
}
