package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Acts before the content is sent ({@code SMFIC_DATA}), when all recipients are known: a refusal refuses the message. It may block: the platform calls it on a thread of its own, not on an event loop. */
@ConsumerType
@FunctionalInterface
public interface DataFilter {

    /**
     * Decides on the envelope.
     *
     * <p>Called by many threads at once, for different connections. Anything thrown, checked or not, and an answer that
     * does not come in time, is a failure of the filter: the administrator's policy answers in its place.
     */
    Verdict onData(Envelope envelope) throws Exception;
}
