package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * When the MTA must have its answer.
 *
 * @param timer whose clock it is
 * @param end by that clock, in nanoseconds: finer than milliseconds a scheduler tells no time of day, which may be corrected
 */
record Deadline(Scheduler timer, long end) {

    /** Kept back for each filter that is still to be asked. */
    private static final long RESERVE = TimeUnit.MILLISECONDS.toNanos(500);

    /** What a filter gets however late it is: some filters answer from memory. */
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(100);

    static Deadline in(Duration time, Scheduler timer) {
        return new Deadline(timer, timer.now(TimeUnit.NANOSECONDS) + time.toNanos());
    }

    /** What is left of it; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - timer.now(TimeUnit.NANOSECONDS), 0));
    }

    /**
     * How long a filter may take.
     *
     * @param own its own limit
     * @param later how many filters may still be asked after it
     */
    Duration share(Duration own, long later) {
        long left = end - timer.now(TimeUnit.NANOSECONDS) - later * RESERVE;
        return Duration.ofNanos(Math.min(own.toNanos(), Math.max(left, LEAST)));
    }
}
