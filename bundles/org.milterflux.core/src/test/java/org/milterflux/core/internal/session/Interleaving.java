package org.milterflux.core.internal.session;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Two threads that meet where operators hand a subscription on: the loop, which is the one that made this, and a worker
 * that is started when the loop is held.
 */
final class Interleaving {

    /** Bounded, because the other thread need not come by where it is waited for. */
    private static final long PATIENCE_MS = 50;

    private final Thread loop = Thread.currentThread();
    private final int loopAt;
    private final int workerAt;
    private final Runnable work;
    private final AtomicInteger loopCount = new AtomicInteger();
    private final AtomicInteger workerCount = new AtomicInteger();
    private final CountDownLatch workerThere = new CountDownLatch(1);
    private final CountDownLatch loopDone = new CountDownLatch(1);

    Interleaving(int loopAt, int workerAt, Runnable work) {
        this.loopAt = loopAt;
        this.workerAt = workerAt;
        this.work = work;
    }

    /** For {@code Hooks.onEachOperator}. */
    Function<? super Publisher<Object>, ? extends Publisher<Object>> everywhere() {
        return Operators.lift((operator, subscriber) -> new Gate(subscriber));
    }

    /** The loop has subscribed to everything; when it was never held, the worker starts now. */
    void loopIsDone() {
        loopDone.countDown();
        if (loopCount.get() < loopAt) {
            new Thread(work).start();
        }
    }

    private void passing() {
        if (Thread.currentThread() == loop) {
            if (loopCount.incrementAndGet() == loopAt) {
                new Thread(work).start();
                await(workerThere);
            }
        } else if (workerCount.incrementAndGet() == workerAt) {
            workerThere.countDown();
            await(loopDone);
        }
    }

    private static void await(CountDownLatch other) {
        try {
            other.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Gate implements CoreSubscriber<Object> {

        private final CoreSubscriber<? super Object> next;

        Gate(CoreSubscriber<? super Object> next) {
            this.next = requireNonNull(next);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            passing();
            next.onSubscribe(subscription);
        }

        @Override
        public void onNext(Object element) {
            next.onNext(element);
        }

        @Override
        public void onError(Throwable error) {
            next.onError(error);
        }

        @Override
        public void onComplete() {
            next.onComplete();
        }

        @Override
        public Context currentContext() {
            return next.currentContext();
        }
    }
}
