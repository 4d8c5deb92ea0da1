package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts who uses a filter, so that its bundle can stop when nobody does. */
final class UseCount {

    private int uses;
    private boolean retired;

    /** One more user; false when the filter is leaving and takes none. */
    synchronized boolean acquire() {
        if (retired) {
            return false;
        }
        uses++;
        return true;
    }

    synchronized void release() {
        uses--;
        notifyAll();
    }

    /**
     * Takes no more users, and waits for those there are; false when the time was up. An interrupt, such as of a console
     * that is left, does not shorten that: it is about the thread, not about the users.
     */
    synchronized boolean retire(Duration limit) {
        retired = true;
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return awaitIdle(Duration.ofNanos(end - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until there are no users; false when the time was up. */
    synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (uses > 0 && end - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
        return uses == 0;
    }

    synchronized int uses() {
        return uses;
    }
}
