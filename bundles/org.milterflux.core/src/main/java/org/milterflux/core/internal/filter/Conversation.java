package org.milterflux.core.internal.filter;

import org.milterflux.api.Body;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import reactor.core.publisher.Mono;

/**
 * One filter on one connection. Called for one event at a time, and when it is due: the filter may be asked in the call,
 * not only when the answer is subscribed to.
 *
 * <p>Every answer is exactly one decision or a {@link FilterFailure}; how long it takes is the caller's to limit.
 */
public interface Conversation {

    /** Whether the filter wants to be asked at the stage; at {@link Stage#CONTENT}, whether it takes content in pieces. */
    boolean wants(Stage stage);

    /** The filter's answer to an event. */
    Mono<Decision> on(Stage stage, Event event);

    /** Tells of a part of the content that is not answered. A failure shows in the next answer. */
    default void tell(Event event) {}

    /**
     * The filter's answer to the content of a message that is already complete.
     *
     * @param message what it is shown at the end
     * @param body what it is shown in pieces before, if it takes pieces
     */
    Mono<Decision> onContent(Message message, Body body);

    /** The message ended early, or without the filter having the last word. */
    default void abort() {}

    /** The connection ended. */
    default void close() {}
}
