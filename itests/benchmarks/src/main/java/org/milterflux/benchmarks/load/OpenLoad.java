package org.milterflux.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages that arrive whether or not the milters keep up. The latency of each counts from its scheduled arrival, so that one
 * slow answer also shows in those that waited behind it.
 */
final class OpenLoad implements Load {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SEED = 6;

    private final Plan plan;
    private final Options options;
    private final Random random = new Random(SEED);
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Deque<Session> free = new ArrayDeque<>();
    private final long end;
    private final Thread alarm = new Thread(this::ring, "arrivals");
    private volatile long next = System.nanoTime();
    private volatile boolean closed;
    private long begun;
    private int open;

    OpenLoad(Plan plan, Options options) {
        this.plan = plan;
        this.options = options;
        end = next + (long) (options.seconds() * SECOND);
        alarm.setDaemon(true);
        alarm.start();
    }

    /** A selector waits in milliseconds only. */
    private void ring() {
        while (!closed) {
            long wait = next - System.nanoTime();
            LockSupport.parkNanos(Math.max(wait, TimeUnit.MICROSECONDS.toNanos(20)));
            plan.selector().wakeup();
        }
    }

    private boolean isOver() {
        return begun >= options.total() || next - end >= 0 || plan.tally().deviations() >= ENOUGH;
    }

    @Override
    public void push() {
        long now = System.nanoTime();
        while (!isOver() && next - now <= 0) {
            long arrival = next;
            waiting.add(arrival);
            begun++;
            next = arrival + gap();
        }
        while (!waiting.isEmpty() && (!free.isEmpty() || open < options.connections())) {
            serve(waiting.remove());
        }
        if (isOver() && waiting.isEmpty()) {
            while (!free.isEmpty()) {
                free.remove().quit();
            }
        }
    }

    private long gap() {
        double share = options.poisson() ? -Math.log(1 - random.nextDouble()) : 1;
        return (long) (share * SECOND / options.rate());
    }

    private void serve(long arrival) {
        if (!free.isEmpty()) {
            free.remove().begin(arrival);
            return;
        }
        Session session = new Session(plan, this);
        open++;
        session.begin(arrival);
        session.open();
    }

    @Override
    public void ready(Session session) {
        if (session.sent() >= options.messages()) {
            session.quit();
        } else if (waiting.isEmpty()) {
            free.add(session);
        } else {
            session.begin(waiting.remove());
        }
    }

    @Override
    public void delivered(long nanos) {
        plan.tally().message(nanos);
    }

    @Override
    public void ended(Session session) {
        open--;
        free.remove(session);
    }

    @Override
    public boolean isDone() {
        return open == 0 && waiting.isEmpty() && isOver();
    }

    @Override
    public void close() {
        closed = true;
    }
}
