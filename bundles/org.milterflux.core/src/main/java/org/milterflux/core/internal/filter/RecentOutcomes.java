package org.milterflux.core.internal.filter;

import java.time.Duration;

/** How often calls succeeded and failed lately, to a tenth of the window. For one thread at a time. */
final class RecentOutcomes {

    private static final int SLICES = 10;

    private final long sliceNanos;
    private final long start;
    private final long[] epochs = new long[SLICES];
    private final int[] successes = new int[SLICES];
    private final int[] failures = new int[SLICES];

    RecentOutcomes(Duration window, long now) {
        sliceNanos = Math.max(1, window.toNanos() / SLICES);
        start = now;
    }

    void success(long now) {
        successes[slice(now)]++;
    }

    void failure(long now) {
        failures[slice(now)]++;
    }

    int failures(long now) {
        return sum(failures, now);
    }

    int successes(long now) {
        return sum(successes, now);
    }

    private int slice(long now) {
        long epoch = epoch(now);
        int slice = (int) (epoch % SLICES);
        if (epochs[slice] != epoch) {
            epochs[slice] = epoch;
            successes[slice] = 0;
            failures[slice] = 0;
        }
        return slice;
    }

    private int sum(int[] counts, long now) {
        long oldest = epoch(now) - SLICES;
        int sum = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            if (epochs[slice] > oldest) {
                sum += counts[slice];
            }
        }
        return sum;
    }

    /** Differences only: {@code System.nanoTime} may be negative. */
    private long epoch(long now) {
        return (now - start) / sliceNanos;
    }
}
