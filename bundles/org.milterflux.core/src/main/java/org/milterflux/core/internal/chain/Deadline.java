package org.milterflux.core.internal.chain;

import java.time.Duration;

/**
 * When the MTA must have its answer.
 *
 * @param end by the clock of the timer, in nanoseconds: it may be negative, and only differences mean something
 */
record Deadline(long end) {

    /** Kept back for each filter that is still to be asked. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    /** What a filter gets however late it is: some filters answer from memory. */
    private static final Duration LEAST = Duration.ofMillis(100);

    static Deadline in(Duration time, long now) {
        return new Deadline(now + time.toNanos());
    }

    /** What is left of it; zero when it is over. */
    Duration left(long now) {
        return Duration.ofNanos(Math.max(end - now, 0));
    }

    /**
     * How long a filter may take that is asked now.
     *
     * @param own its own limit
     * @param later how many filters may still be asked after it
     */
    Duration share(long now, Duration own, long later) {
        long left = end - now - later * RESERVE.toNanos();
        return left >= own.toNanos() ? own : Duration.ofNanos(Math.min(own.toNanos(), Math.max(left, LEAST.toNanos())));
    }
}
