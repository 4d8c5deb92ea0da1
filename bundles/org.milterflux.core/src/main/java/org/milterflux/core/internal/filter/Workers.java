package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one filter, as few as its calls need: one, until calls have waited for it. Then the filter waits for something
 * itself, or has much to do, and gets more for a while.
 *
 * <p>Most filters have little to do. With a thread for each call that comes while another is under way, fifty filters had 460
 * threads and took 1.4 times the CPU time, since the processor's caches held none of them.
 */
final class Workers extends ThreadPoolExecutor {

    /** What a call may wait before there is a thread more for it. */
    private static final Duration PATIENCE = Duration.ofMillis(25);

    /** How long there are more, and how long one without a call stays. */
    private static final Duration WHILE = Duration.ofSeconds(60);

    private static final Executor SOON = later(PATIENCE);

    private final int most;
    private final Executor afterwards;
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * Threads that nobody has started yet.
     *
     * @param most threads at a time
     * @param queue calls that may wait; further ones are refused
     */
    Workers(String name, int most, int queue) {
        this(name, most, queue, WHILE);
    }

    Workers(String name, int most, int queue, Duration longer) {
        super(1, 1, longer.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(queue), threads(name));
        this.most = most;
        afterwards = later(longer);
        allowCoreThreadTimeOut(true);
    }

    private static Executor later(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return worker -> {
            Thread thread = new Thread(worker, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new Call<>(callable);
    }

    @Override
    public void execute(Runnable call) {
        super.execute(call);
        watch();
    }

    /** Looks again soon while calls wait. */
    private void watch() {
        if (!getQueue().isEmpty() && !isShutdown() && watched.compareAndSet(false, true)) {
            SOON.execute(this::relieve);
        }
    }

    private void relieve() {
        watched.set(false);
        long now = System.nanoTime();
        long late = getQueue().stream().filter(call -> isLate(call, now)).count();
        if (late > 0) {
            grow((int) Math.min(late, most));
        }
        watch();
    }

    private static boolean isLate(Runnable waiting, long now) {
        return waiting instanceof Call<?> call && now - call.since >= PATIENCE.toNanos();
    }

    /** Beside those there are, of which some may be left from before and still be busy. */
    private synchronized void grow(int by) {
        int size = Math.min(Math.max(getCorePoolSize(), getPoolSize()) + by, most);
        if (size > getCorePoolSize()) {
            setMaximumPoolSize(size);
            setCorePoolSize(size);
            afterwards.execute(this::shrink);
        }
    }

    private synchronized void shrink() {
        setCorePoolSize(1);
        setMaximumPoolSize(1);
    }

    private final class Call<T> extends FutureTask<T> {

        private final long since = System.nanoTime();

        Call(Callable<T> callable) {
            super(callable);
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                getQueue().remove(this);
            }
        }
    }
}
