package org.milterflux.core.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

@Timeout(60)
class TurnstileTest {

    private final List<String> begun = new ArrayList<>();

    @Test
    void letsInAsManyAsThereArePlaces() {
        Turnstile turnstile = new Turnstile(2);
        enter(turnstile, "a");
        enter(turnstile, "b");
        enter(turnstile, "c");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void letsTheOthersInInTheOrderTheyCame() {
        Turnstile turnstile = new Turnstile(1);
        Visit a = enter(turnstile, "a");
        Visit b = enter(turnstile, "b");
        Visit c = enter(turnstile, "c");
        a.end();
        assertThat(begun).containsExactly("a", "b");
        enter(turnstile, "d");
        b.end();
        c.end();
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void passesValueEmptinessAndErrorOn() {
        Turnstile turnstile = new Turnstile(1);
        StepVerifier.create(turnstile.pass(Mono.just(1))).expectNext(1).verifyComplete();
        StepVerifier.create(turnstile.pass(Mono.empty())).verifyComplete();
        StepVerifier.create(turnstile.pass(Mono.error(new FilterFailure("broken"))))
                .verifyErrorMessage("broken");
        assertFree(turnstile, 1);
    }

    @Test
    void freesThePlaceBeforeAnybodyHearsOfTheEnd() {
        Turnstile turnstile = new Turnstile(1);
        Sinks.One<String> work = Sinks.one();
        List<String> order = new ArrayList<>();
        Disposable first = turnstile.pass(work.asMono()).subscribe(value -> order.add("heard " + value));
        Disposable second = turnstile
                .pass(Mono.fromRunnable(() -> order.add("next begins")))
                .subscribe();
        work.tryEmitValue("it");
        assertThat(order).containsExactly("next begins", "heard it");
        assertThat(first.isDisposed() && second.isDisposed()).isTrue();
    }

    @Test
    void freesThePlaceOfACancelledWorkOnceTheWorkHeardOfIt() {
        Turnstile turnstile = new Turnstile(1);
        List<String> order = new ArrayList<>();
        Disposable first = turnstile
                .pass(Mono.never().doOnCancel(() -> order.add("cancelled")))
                .subscribe();
        Disposable second = turnstile
                .pass(Mono.fromRunnable(() -> order.add("next begins")))
                .subscribe();
        first.dispose();
        assertThat(order).containsExactly("cancelled", "next begins");
        assertThat(second.isDisposed()).isTrue();
    }

    @Test
    void losesWhoIsCancelledWhileWaiting() {
        Turnstile turnstile = new Turnstile(1);
        Visit a = enter(turnstile, "a");
        Visit b = enter(turnstile, "b");
        enter(turnstile, "c");
        b.cancel();
        a.end();
        assertThat(begun).containsExactly("a", "c");
    }

    @Test
    void takesTheTimeOfTheCallerForWaitingAndWork() {
        Turnstile turnstile = new Turnstile(1);
        Visit a = enter(turnstile, "a");
        StepVerifier.withVirtualTime(() -> turnstile.pass(Mono.just("late")).timeout(Duration.ofSeconds(5)))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(4))
                .thenAwait(Duration.ofSeconds(1))
                .verifyError(TimeoutException.class);
        a.end();
        assertFree(turnstile, 1);
    }

    @Test
    void keepsItsPlacesWhenOneEndsTwice() {
        Turnstile turnstile = new Turnstile(1);
        TestPublisher<String> unruly = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        Disposable visit = turnstile.pass(unruly.mono()).subscribe();
        unruly.next("one").complete().complete();
        visit.dispose();
        assertFree(turnstile, 1);
    }

    @Test
    void doesNotBeginTheWorkOfWhoCancelsAtSubscription() {
        Turnstile turnstile = new Turnstile(1);
        turnstile.pass(Mono.fromRunnable(() -> begun.add("never"))).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });
        assertThat(begun).isEmpty();
        assertFree(turnstile, 1);
    }

    @Test
    void survivesAWorkThatThrowsWhatReactorHoldsFatal() {
        Turnstile turnstile = new Turnstile(1);
        Disposable lost = turnstile
                .pass(Mono.defer(() -> {
                    throw new NoClassDefFoundError("gone");
                }))
                .subscribe();
        assertFree(turnstile, 1);
        lost.dispose();
        assertFree(turnstile, 1);
    }

    @Test
    void doesNotPileAQueueUpOnTheStack() {
        Turnstile turnstile = new Turnstile(1);
        Visit gate = enter(turnstile, "gate");
        AtomicInteger done = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        for (int i = 0; i < 20_000; i++) {
            turnstile
                    .pass(Mono.fromRunnable(() -> deepest.accumulateAndGet(depth(), Math::max)))
                    .subscribe(value -> {}, error -> {}, done::incrementAndGet);
        }
        gate.end();
        assertThat(done).hasValue(20_000);
        assertThat(deepest.get()).isLessThan(500);
    }

    @Test
    void letsAWorkPassAgainWithoutDeadlock() {
        Turnstile turnstile = new Turnstile(1);
        StepVerifier.create(turnstile
                        .pass(Mono.just(1))
                        .flatMap(one -> turnstile.pass(Mono.just(one + 1)))
                        .repeat(99))
                .expectNextCount(100)
                .verifyComplete();
    }

    /** The waiting one is let in by one thread and cancelled by another, at every step of its beginning. */
    @RepeatedTest(50)
    void keepsItsPlacesWhenCancelMeetsAdmission() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        Visit holder = enter(turnstile, "holder");
        CountDownLatch beginning = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Disposable waiting = turnstile
                .pass(Mono.fromRunnable(() -> {
                            beginning.countDown();
                            await(cancelled);
                        })
                        .then(Mono.never()))
                .subscribe(value -> {}, trouble::set);
        Thread releasing = new Thread(holder::end);
        releasing.start();
        await(beginning); // let in, its work not yet subscribed to the end
        waiting.dispose();
        cancelled.countDown();
        releasing.join();
        assertThat(trouble).hasValue(null);
        assertFree(turnstile, 1);
    }

    @RepeatedTest(200)
    void keepsItsPlacesWhenEndMeetsArrivalAndCancel() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        Visit holder = enter(turnstile, "holder");
        Visit leaving = enter(turnstile, "leaving");
        AtomicInteger arrived = new AtomicInteger();
        meet(
                holder::end,
                leaving::cancel,
                () -> turnstile
                        .pass(Mono.fromRunnable(arrived::incrementAndGet))
                        .subscribe());
        assertThat(arrived).hasValue(1);
        assertFree(turnstile, 1);
    }

    @Test
    void neverLetsInMoreThanItsPlacesUnderLoad() {
        int places = 3;
        Turnstile turnstile = new Turnstile(places);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Scheduler workers = Schedulers.newParallel("turnstile-test", 8);
        try {
            StepVerifier.create(Flux.range(0, 5_000)
                            .flatMap(
                                    i -> turnstile
                                            .pass(work(inside, most, workers))
                                            .onErrorComplete()
                                            .takeUntilOther(
                                                    i % 7 == 0 ? Mono.just(1).publishOn(workers) : Mono.never())
                                            .subscribeOn(workers),
                                    500)
                            .then())
                    .verifyComplete();
        } finally {
            workers.dispose();
        }
        assertThat(most.get()).isBetween(1, places);
        assertFree(turnstile, places);
    }

    private static Mono<Integer> work(AtomicInteger inside, AtomicInteger most, Scheduler workers) {
        return Mono.defer(() -> {
            AtomicBoolean in = new AtomicBoolean(true);
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Runnable out = () -> inside.addAndGet(in.getAndSet(false) ? -1 : 0);
            return Mono.just(1).publishOn(workers).doOnTerminate(out).doOnCancel(out);
        });
    }

    /** Exactly so many get in now. */
    private static void assertFree(Turnstile turnstile, int places) {
        List<Integer> inside = new ArrayList<>();
        List<Disposable> visits = IntStream.rangeClosed(0, places)
                .mapToObj(i -> turnstile
                        .pass(Mono.fromRunnable(() -> inside.add(i)).then(Mono.never()))
                        .subscribe())
                .toList();
        assertThat(inside).hasSize(places);
        visits.stream().skip(places).forEach(Disposable::dispose);
        visits.forEach(Disposable::dispose);
    }

    private static int depth() {
        return new Throwable().getStackTrace().length;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(Runnable... together) throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(together.length);
        List<Thread> threads = new ArrayList<>();
        for (Runnable one : together) {
            Thread thread = new Thread(() -> {
                try {
                    barrier.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                one.run();
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Visit enter(Turnstile turnstile, String name) {
        Sinks.One<String> work = Sinks.one();
        Mono<String> mono = Mono.defer(() -> {
            begun.add(name);
            return work.asMono();
        });
        return new Visit(work, turnstile.pass(mono).subscribe());
    }

    private record Visit(Sinks.One<String> work, Disposable subscription) {

        void end() {
            work.tryEmitValue("done").orThrow();
        }

        void cancel() {
            subscription.dispose();
        }
    }
}
