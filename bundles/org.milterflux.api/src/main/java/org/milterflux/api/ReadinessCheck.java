package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A filter that knows whether it can work implements this too: it is asked before it takes the place of an earlier version,
 * and whenever the runtime is asked for its own readiness.
 *
 * <p>A deployment that finds it not ready within its time is taken back, and the earlier version goes on.
 */
@ConsumerType
@FunctionalInterface
public interface ReadinessCheck {

    /**
     * Returns when the filter is ready. May block for a few seconds; runs on the filter's own threads, beside its messages.
     *
     * @throws Exception when it is not; the message tells the administrator what it waits for, as in
     *     {@code clamd at 127.0.0.1:3310 does not answer}
     */
    void check() throws Exception;
}
