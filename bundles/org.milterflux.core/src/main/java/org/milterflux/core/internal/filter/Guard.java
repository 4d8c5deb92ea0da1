package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Decision;
import org.milterflux.core.internal.flow.Promptly;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The wall around foreign code: whatever a filter does, exactly one answer or one {@link FilterFailure} comes out.
 *
 * <p>Reactor throws what it holds fatal ({@code LinkageError}, {@code StackOverflowError}) instead of signalling it, and the
 * subscriber then waits for ever. A filter of a bundle that was just removed does throw that, so it is caught here.
 */
public final class Guard {

    private Guard() {}

    /** The answer of code that may block, run on the scheduler; cancelling interrupts it. */
    static Mono<Decision> blocking(Callable<? extends @Nullable Decision> call, Scheduler scheduler) {
        return Mono.create(sink -> sink.onDispose(scheduler.schedule(() -> run(call, sink))));
    }

    /** The first signal of a publisher, which is asked for now. */
    static Mono<Decision> reactive(Supplier<? extends @Nullable Publisher<? extends Decision>> call) {
        try {
            Publisher<? extends Decision> publisher = call.get();
            if (publisher == null) {
                return Mono.error(new FilterFailure("it returned null"));
            }
            Decision decision = Promptly.valueOf(publisher);
            return decision == null ? Mono.create(sink -> subscribe(publisher, sink)) : Mono.just(decision);
        } catch (Throwable e) {
            return Mono.error(FilterFailure.of(e));
        }
    }

    /** The answer to a call that is made now, or a failure when it takes longer. */
    public static Mono<Decision> within(Duration limit, Scheduler timer, Supplier<Mono<Decision>> call) {
        long begun = timer.now(TimeUnit.NANOSECONDS); // which no correction of the time of day moves
        Mono<Decision> answer = call.get();
        if (Promptly.valueOf(answer) == null) {
            return answer.timeout(limit, Mono.error(() -> FilterFailure.late(limit)), timer)
                    .onErrorMap(FilterFailure::of);
        }
        boolean late = timer.now(TimeUnit.NANOSECONDS) - begun > limit.toNanos();
        return late ? Mono.error(FilterFailure.late(limit)) : answer;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void run(Callable<? extends @Nullable Decision> call, MonoSink<Decision> sink) {
        try {
            Decision decision = call.call();
            if (decision == null) {
                sink.error(new FilterFailure("it returned null"));
            } else {
                sink.success(decision);
            }
        } catch (Throwable e) {
            sink.error(FilterFailure.of(e));
        }
    }

    private static void subscribe(Publisher<? extends Decision> publisher, MonoSink<Decision> sink) {
        try {
            FirstAnswer answer = new FirstAnswer(sink);
            sink.onDispose(answer);
            publisher.subscribe(answer);
        } catch (Throwable e) {
            sink.error(FilterFailure.of(e));
        }
    }

    private static final class FirstAnswer extends BaseSubscriber<Decision> {

        private final MonoSink<Decision> sink;

        FirstAnswer(MonoSink<Decision> sink) {
            this.sink = sink;
        }

        @Override
        protected void hookOnNext(Decision decision) {
            sink.success(decision);
            cancel();
        }

        @Override
        protected void hookOnError(Throwable error) {
            sink.error(FilterFailure.of(error));
        }

        @Override
        protected void hookOnComplete() {
            sink.error(new FilterFailure("it completed without an answer"));
        }
    }
}
