package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the administrator says about one filter id.
 *
 * @param enabled whether it takes part at all
 * @param rank its place in the chain, highest first; empty for the filter's own {@code service.ranking}
 * @param failure what happens to a message when it fails
 * @param timeout how long it may take for one answer
 * @param required whether mail waits, and is then refused for now, while no filter of the id is there
 */
public record Policy(boolean enabled, OptionalInt rank, FailureAction failure, Duration timeout, boolean required) {

    /** The policy for filters the administrator says nothing of. */
    public static Policy standard(FailureAction failure, Duration timeout) {
        return new Policy(true, OptionalInt.empty(), failure, timeout, false);
    }
}
