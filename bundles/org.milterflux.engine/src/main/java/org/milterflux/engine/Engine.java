package org.milterflux.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.milterflux.protocol.SocketSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** One engine, and whether it worked when it was last used. Safe from any thread. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final SocketSpec socket;
    private final String name;
    private final long restMillis;
    private final Scheduler clock;
    private boolean failed;
    private long restsUntil;

    Engine(SocketSpec socket, String kind, Duration rest, Scheduler clock) {
        this.socket = socket;
        this.name = kind + " " + socket;
        this.restMillis = rest.toMillis();
        this.clock = clock;
    }

    SocketSpec socket() {
        return socket;
    }

    String name() {
        return name;
    }

    /** Zero for one that works; of those that failed the one whose failure is the longest ago has the least. */
    synchronized long rank() {
        return failed ? restsUntil : 0;
    }

    synchronized void worked() {
        if (failed) {
            LOG.info("{} answers again", name);
        }
        failed = false;
    }

    synchronized void failed(Throwable cause) {
        if (!failed) {
            LOG.warn("{}; it gets no mail while another works, until it answers again", cause.getMessage());
        }
        failed = true;
        restsUntil = now() + restMillis;
    }

    /** Whether it has rested and ought to be asked how it is; true for one caller, then it rests again. */
    synchronized boolean hasRested() {
        if (!failed || now() < restsUntil) {
            return false;
        }
        restsUntil = now() + restMillis;
        return true;
    }

    private long now() {
        return clock.now(TimeUnit.MILLISECONDS);
    }
}
