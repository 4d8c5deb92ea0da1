package org.milterflux.core.internal.session;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Signs of life until an answer is there, and from then on the answer alone.
 *
 * <p>Not {@code signs.takeUntilOther(answer).concatWith(answer)}: when the answer comes on another thread while the signs are
 * being subscribed to, their late subscription takes the place of the answer's, and the request for it is lost for ever.
 */
final class Awaited {

    private Awaited() {}

    /**
     * The answer's elements, after as many signs as were given before it came.
     *
     * @param signs may go on for ever
     * @param answer subscribed once; what it gives is subscribed when the signs have been cancelled
     */
    static <T> Flux<T> answer(Flux<T> signs, Mono<? extends Publisher<T>> answer) {
        return answer.<Publisher<T>>map(elements -> elements)
                .flux()
                .startWith(signs)
                .switchMap(elements -> elements);
    }
}
