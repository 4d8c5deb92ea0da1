package org.milterflux.transport.internal;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection may take for what: to negotiate, to complete a packet, to say anything. For its event loop only.
 *
 * <p>All three start anew far more often than they end, so that is to note the time and nothing else. They have one timer
 * between them: it is set for the first to end, and when it fires early it is set anew.
 */
final class Patience implements Runnable {

    private final EventLoop loop;
    private final Limits limits;
    private final Consumer<String> exhausted;

    private long connected;
    private long packetBegun;
    private long lastActive;
    private boolean negotiating;
    private boolean inPacket;
    private boolean over;

    private @Nullable Future<?> timer;
    private long fires;

    /** @param exhausted told what took too long, once */
    Patience(EventLoop loop, Limits limits, Consumer<String> exhausted) {
        this.loop = loop;
        this.limits = limits;
        this.exhausted = exhausted;
    }

    void connected() {
        connected = now();
        lastActive = connected;
        negotiating = true;
        setTimer();
    }

    void negotiated() {
        negotiating = false;
    }

    /** Bytes went in or out. */
    void active() {
        lastActive = now();
    }

    /** @param another whether it began just now */
    void packetUnderWay(boolean another) {
        if (another || !inPacket) {
            packetBegun = now();
            inPacket = true;
            setTimer();
        }
    }

    /** No packet is under way, or we do not read it. */
    void noPacket() {
        inPacket = false;
    }

    /** Stops counting for good and lets go of the timer, which would keep the connection in memory. */
    void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /** What is left until the first of them ends. */
    private long left() {
        long now = now();
        long left = left(limits.idle(), lastActive, now);
        if (negotiating) {
            left = Math.min(left, left(limits.negotiation(), connected, now));
        }
        return inPacket ? Math.min(left, left(limits.packet(), packetBegun, now)) : left;
    }

    private static long left(Duration limit, long since, long now) {
        return since + limit.toNanos() - now;
    }

    /** Unless it is set and fires early enough. */
    private void setTimer() {
        if (over) {
            return;
        }
        long left = left();
        long fire = now() + left;
        if (timer != null && fires - fire <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        fires = fire;
        timer = loop.schedule(this, left, TimeUnit.NANOSECONDS);
    }

    /** The timer fired. */
    @Override
    public void run() {
        timer = null;
        long now = now();
        if (negotiating && left(limits.negotiation(), connected, now) <= 0) {
            exhaust("no option negotiation within " + limits.negotiation().toSeconds() + " s");
        } else if (inPacket && left(limits.packet(), packetBegun, now) <= 0) {
            exhaust("packet not complete within " + limits.packet().toSeconds() + " s");
        } else if (left(limits.idle(), lastActive, now) <= 0) {
            exhaust("idle for " + limits.idle().toSeconds() + " s");
        } else {
            setTimer();
        }
    }

    private void exhaust(String reason) {
        over = true;
        exhausted.accept(reason);
    }
}
