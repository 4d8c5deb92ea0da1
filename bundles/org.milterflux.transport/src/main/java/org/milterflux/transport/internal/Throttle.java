package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.OptionalLong;

/** Lets one through per period and counts the rest. Safe from any thread. */
final class Throttle {

    private final long period;
    private long last;
    private long held = -1;

    Throttle(Duration period) {
        this.period = period.toNanos();
    }

    /**
     * Whether one may pass now: then how many were held back before it, else empty.
     *
     * @param now nanoseconds, see {@link System#nanoTime()}
     */
    synchronized OptionalLong pass(long now) {
        if (held >= 0 && now - last < period) {
            held++;
            return OptionalLong.empty();
        }
        OptionalLong before = OptionalLong.of(Math.max(held, 0));
        held = 0;
        last = now;
        return before;
    }
}
