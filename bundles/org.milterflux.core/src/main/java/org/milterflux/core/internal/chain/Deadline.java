package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * When the MTA must have its answer.
 *
 * @param timer whose clock it is
 * @param end by that clock, in milliseconds
 */
record Deadline(Scheduler timer, long end) {

    /** Kept back for each filter that is still to be asked. */
    private static final long RESERVE_MILLIS = 500;

    /** What a filter gets however late it is: some filters answer from memory. */
    private static final long LEAST_MILLIS = 100;

    static Deadline in(Duration time, Scheduler timer) {
        return new Deadline(timer, timer.now(TimeUnit.MILLISECONDS) + time.toMillis());
    }

    /** What is left of it; zero when it is over. */
    Duration left() {
        return Duration.ofMillis(Math.max(end - timer.now(TimeUnit.MILLISECONDS), 0));
    }

    /**
     * How long a filter may take.
     *
     * @param own its own limit
     * @param later how many filters may still be asked after it
     */
    Duration share(Duration own, long later) {
        long left = end - timer.now(TimeUnit.MILLISECONDS) - later * RESERVE_MILLIS;
        return Duration.ofMillis(Math.min(own.toMillis(), Math.max(left, LEAST_MILLIS)));
    }
}
