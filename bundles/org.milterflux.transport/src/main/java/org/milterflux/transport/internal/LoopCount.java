package org.milterflux.transport.internal;

/**
 * How many event loops new connections are spread over: one more when those there are have no time left, one less when the
 * others could do the work with time to spare. Not thread-safe.
 */
final class LoopCount {

    /** The part of its processor that a loop may take before there is one more. */
    private static final double FULL = 0.9;

    /** Less, lest one comes and goes all the time. */
    private static final double ROOM = 0.8;

    private final int most;
    private int count = 1;

    /** One, and so many at most. */
    LoopCount(int most) {
        this.most = most;
    }

    int now() {
        return count;
    }

    /**
     * Takes in how busy all loops together were.
     *
     * @param processors as CPU time for each unit of time
     */
    void busy(double processors) {
        if (processors > count * FULL) {
            count = Math.min(count + 1, most);
        } else if (processors < (count - 1) * ROOM) {
            count--;
        }
    }
}
