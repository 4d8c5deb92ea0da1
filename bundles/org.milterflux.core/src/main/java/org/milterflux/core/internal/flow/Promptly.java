package org.milterflux.core.internal.flow;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Operators for values that mostly are there already: those are handled at once, the others as Reactor does.
 *
 * <p>Most answers of filters and of the chain are known when they are asked for. To assemble and subscribe to an operator for
 * each step then costs several times what the step does. The price is that a function may run now and not at subscription, so
 * these are for code that is called when its work is due.
 */
public final class Promptly {

    /**
     * A class is compared faster than an interface is looked for, by far when two are looked for in turn, as Reactor does. None
     * when Reactor wraps what it makes, to trace it.
     */
    private static final Class<?> JUST =
            Mono.just("") instanceof Fuseable.ScalarCallable<?> just ? just.getClass() : Void.class;

    private Promptly() {}

    /** What {@code Mono.just} was given; null for every other publisher, which has to be waited for. */
    public static <T> @Nullable T valueOf(Publisher<T> publisher) {
        if (publisher.getClass() != JUST || !(publisher instanceof Callable<?>)) {
            return null;
        }
        try {
            @SuppressWarnings("unchecked") // such a publisher gives what the call returns
            T value = ((Callable<T>) publisher).call();
            return value;
        } catch (Exception e) {
            return null;
        }
    }

    /** {@link Mono#map}. */
    public static <T, R> Mono<R> map(Mono<T> source, Function<? super T, ? extends R> mapper) {
        T value = valueOf(source);
        return value == null ? source.map(mapper) : Mono.just(mapper.apply(value));
    }

    /** {@link Mono#flatMap}. */
    public static <T, R> Mono<R> flatMap(Mono<T> source, Function<? super T, Mono<R>> mapper) {
        T value = valueOf(source);
        return value == null ? source.flatMap(mapper) : mapper.apply(value);
    }

    /** {@link Mono#doOnNext}. */
    public static <T> Mono<T> peek(Mono<T> source, Consumer<? super T> consumer) {
        T value = valueOf(source);
        if (value == null) {
            return source.doOnNext(consumer);
        }
        consumer.accept(value);
        return source;
    }
}
