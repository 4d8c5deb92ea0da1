package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Decision;
import org.milterflux.api.Verdict;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class GuardTest {

    @Test
    void passesOneAnswerOn() {
        StepVerifier.create(Guard.blocking(Verdict::pass, Schedulers.immediate()))
                .expectNext(Verdict.pass())
                .verifyComplete();
        StepVerifier.create(Guard.reactive(() -> Mono.just(Verdict.reject())))
                .expectNext(Verdict.reject())
                .verifyComplete();
    }

    @Test
    @SuppressWarnings("NullAway") // what a filter of another maker may do
    void turnsNullIntoAFailure() {
        StepVerifier.create(Guard.blocking(() -> null, Schedulers.immediate())).verifyError(FilterFailure.class);
        StepVerifier.create(Guard.reactive(() -> null)).verifyError(FilterFailure.class);
    }

    @Test
    void turnsWhatReactorHoldsFatalIntoAFailure() {
        for (Throwable fatal : new Throwable[] {new StackOverflowError(), new NoClassDefFoundError("x")}) {
            StepVerifier.create(Guard.blocking(() -> sneak(fatal), Schedulers.immediate()))
                    .verifyError(FilterFailure.class);
            Supplier<Publisher<Decision>> throwing = () -> Mono.fromSupplier(() -> sneak(fatal));
            StepVerifier.create(Guard.reactive(throwing)).verifyError(FilterFailure.class);
        }
    }

    @Test
    void failsWhenTheWorkersAreGone() {
        Scheduler gone = Schedulers.newSingle("gone");
        gone.dispose();
        StepVerifier.create(Guard.blocking(Verdict::pass, gone))
                .verifyErrorMatches(e -> e instanceof FilterFailure || e instanceof RejectedExecutionException);
    }

    @Test
    void cutsAPublisherShortAfterItsFirstAnswer() {
        TestPublisher<Decision> noisy = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
        StepVerifier.create(Guard.reactive(() -> noisy))
                .then(() -> noisy.next(Verdict.reject(), Verdict.pass()))
                .expectNext(Verdict.reject())
                .verifyComplete();
        noisy.assertCancelled();
    }

    @Test
    void failsWhenTheTimeIsUpAndCancels() {
        TestPublisher<Decision> silent = TestPublisher.create();
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        StepVerifier.create(Guard.within(Duration.ofSeconds(8), time, () -> Guard.reactive(() -> silent)))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(7999)))
                .expectNoEvent(Duration.ZERO)
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .verifyErrorMessage("no answer within 8000 ms");
        silent.assertCancelled();
    }

    @Test
    void failsWhenAnAnswerWasGivenAtOnceButLate() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        StepVerifier.create(Guard.within(Duration.ofSeconds(8), time, () -> {
                    time.advanceTimeBy(Duration.ofMillis(8001));
                    return Mono.just(Verdict.pass());
                }))
                .verifyErrorMessage("no answer within 8000 ms");
    }

    @Test
    void isNotLateBecauseTheTimeOfDayWasCorrected() {
        Scheduler corrected = new Scheduler() {
            private long hours;

            @Override
            public long now(TimeUnit unit) {
                return unit.compareTo(TimeUnit.MILLISECONDS) >= 0
                        ? unit.convert(hours++, TimeUnit.HOURS)
                        : unit.convert(System.nanoTime(), TimeUnit.NANOSECONDS);
            }

            @Override
            public Disposable schedule(Runnable task) {
                return Disposables.disposed();
            }

            @Override
            public Worker createWorker() {
                return Schedulers.immediate().createWorker();
            }
        };
        StepVerifier.create(Guard.within(Duration.ofMinutes(5), corrected, () -> Mono.just(Verdict.pass())))
                .expectNext(Verdict.pass())
                .verifyComplete();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> Decision sneak(Throwable error) throws E {
        throw (E) error;
    }
}
