package org.milterflux.core.internal.filter;

import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import reactor.core.publisher.Mono;

/**
 * One filter on one connection. Called for one event at a time.
 *
 * <p>Every answer is exactly one decision or a {@link FilterFailure}; how long it takes is the caller's to limit.
 */
public interface Conversation {

    /** Whether the filter wants to be asked at the stage. */
    boolean wants(Stage stage);

    /** The filter's answer to an event before the content. */
    Mono<Decision> on(Stage stage, Event event);

    /** The filter's answer to a whole message. */
    Mono<Decision> onMessage(Message message);

    /** The message ended early, or without the filter having the last word. */
    default void abort() {}

    /** The connection ended. */
    default void close() {}
}
