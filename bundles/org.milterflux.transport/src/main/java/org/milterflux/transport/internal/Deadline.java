package org.milterflux.transport.internal;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time limit that is restarted far more often than it expires.
 *
 * <p>Restarting notes the time and nothing else: at most one timer is under way, and when it fires early it sets itself anew
 * for the rest. For the event loop of one channel only.
 */
final class Deadline {

    private final EventExecutor loop;
    private final long nanos;
    private final Runnable expired;

    private long since;
    private boolean running;
    private boolean cancelled;
    private @Nullable Future<?> timer;

    Deadline(EventExecutor loop, Duration limit, Runnable expired) {
        this.loop = loop;
        this.nanos = limit.toNanos();
        this.expired = expired;
    }

    /** Counts from now. */
    void restart() {
        since = loop.ticker().nanoTime();
        running = true;
        if (timer == null && !cancelled) {
            fireIn(nanos);
        }
    }

    boolean isRunning() {
        return running;
    }

    /** Stops counting until the next restart. */
    void pause() {
        running = false;
    }

    /** Stops counting for good and lets go of the timer, which would keep the connection in memory. */
    void cancel() {
        running = false;
        cancelled = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void fireIn(long delay) {
        timer = loop.schedule(this::check, delay, TimeUnit.NANOSECONDS);
    }

    private void check() {
        timer = null;
        if (!running) {
            return;
        }
        long left = since + nanos - loop.ticker().nanoTime();
        if (left > 0) {
            fireIn(left);
        } else {
            running = false;
            expired.run();
        }
    }
}
