package org.milterflux.filter.rspamd.internal;

import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rspamd, and whether it worked when it was last used. Safe from any thread. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final long EPOCH = System.nanoTime();

    private final URI uri;
    private final long restNanos;
    private boolean failed;
    private long failedAt;
    private long askedAt;

    Engine(URI uri, Duration rest) {
        this.uri = uri;
        this.restNanos = rest.toNanos();
    }

    /** A resource of it. */
    URI at(String path) {
        return uri.resolve(path);
    }

    /** Zero for one that works; of those that failed the one whose failure is the longest ago has the least. */
    synchronized long rank() {
        return failed ? failedAt : 0;
    }

    synchronized void worked() {
        if (failed) {
            LOG.info("{} answers again", this);
        }
        failed = false;
    }

    synchronized void failed(Exception cause) {
        if (!failed) {
            LOG.warn("{}; it gets no mail while another works, until it answers again", cause.getMessage());
        }
        failed = true;
        failedAt = now();
        askedAt = failedAt;
    }

    /** Whether it has rested and ought to be asked how it is; true for one caller, then it rests again. */
    synchronized boolean hasRested() {
        long now = now();
        if (!failed || now - askedAt < restNanos) {
            return false;
        }
        askedAt = now;
        return true;
    }

    private static long now() {
        return System.nanoTime() - EPOCH;
    }

    @Override
    public String toString() {
        return "rspamd " + uri;
    }
}
