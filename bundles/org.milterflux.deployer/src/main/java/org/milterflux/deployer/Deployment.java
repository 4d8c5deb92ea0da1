package org.milterflux.deployer;

import java.time.Instant;
import java.util.List;

/**
 * A change that was made, or tried.
 *
 * @param number counts the changes, from 1
 * @param at when it began
 * @param kind what was asked for
 * @param state what became of it
 * @param bundles what became of each bundle
 * @param files what became of each policy file
 * @param note why it failed or was taken back, or what else there is to say; may be empty
 */
public record Deployment(
        int number,
        Instant at,
        Kind kind,
        State state,
        List<BundleChange> bundles,
        List<FileChange> files,
        String note) {

    public Deployment {
        bundles = List.copyOf(bundles);
        files = List.copyOf(files);
    }

    /** What was asked for. */
    public enum Kind {
        DEPLOY,
        UNDEPLOY,
        ROLLBACK,
        POLICY
    }

    /** What became of it. */
    public enum State {
        /** It is being made. */
        RUNNING,
        /** The new versions serve; the earlier ones stand by. */
        TRIAL,
        /** It was made. */
        DONE,
        /** It was not made: nothing has changed. */
        FAILED,
        /** It was made and taken back, because the new versions failed in their first messages. */
        TAKEN_BACK,
        /** The runtime ended before it was made: nothing has changed. */
        INTERRUPTED
    }

    /**
     * What became of a policy file.
     *
     * @param name within {@code conf/}
     * @param before its text; empty when there was none
     * @param after its text; empty when it is gone
     */
    public record FileChange(String name, String before, String after) {}
}
