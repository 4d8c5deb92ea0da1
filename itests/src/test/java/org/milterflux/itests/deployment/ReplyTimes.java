package org.milterflux.itests.deployment;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Reply times in buckets that grow by a sixteenth: any number of them in little memory. */
final class ReplyTimes {

    private static final int STEPS = 16;
    private static final int BUCKETS = 64 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong longest = new AtomicLong();

    void add(long nanos) {
        counts.incrementAndGet(bucket(nanos));
        longest.accumulateAndGet(nanos, Math::max);
    }

    long count() {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** The time within which this share of the replies came, in milliseconds; at most 6 % too high. */
    double millis(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return Math.min(end(i), (double) longest.get()) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return "%9d %9.2f %9.2f %9.2f %9.2f"
                .formatted(count(), millis(0.5), millis(0.99), millis(0.999), longest.get() / 1e6);
    }

    private static int bucket(long nanos) {
        long value = Math.max(nanos, STEPS);
        int power = 63 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >> (power - 4)) & (STEPS - 1);
        return power * STEPS + step;
    }

    private static double end(int bucket) {
        return Math.scalb(1 + (bucket % STEPS + 1) / (double) STEPS, bucket / STEPS);
    }
}
