package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;
import org.reactivestreams.Publisher;

/**
 * Handles a whole connection as a stream: for filters that keep a conversation, such as streaming scanners.
 *
 * <p>It must not block. One call is one connection, so local variables are its state.
 */
@ConsumerType
@FunctionalInterface
public interface SessionFilter {

    /**
     * Answers the events of one connection, in order.
     *
     * <p>For each event that {@link Event#isAnswered() is answered} the returned stream gives exactly one decision; the
     * next event comes after it. Edits may answer {@link Event.MessageEnded} only. After a verdict other than
     * {@link Verdict.Kind#PASS}, except at a recipient, nothing more of that message (or connection) comes.
     *
     * @param events completes when the connection ends; subscribe once
     * @return completing early lets the rest of the connection pass; an error is a failure of the filter, which is started
     *     anew at the next message
     */
    Publisher<Decision> onSession(Publisher<Event> events);
}
