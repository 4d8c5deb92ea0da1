package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.milterflux.api.SmtpReply;
import org.milterflux.core.condition.Condition;

/**
 * What the administrator says about one filter id.
 *
 * @param enabled whether it takes part at all
 * @param shadow whether it is only watched: its verdicts are logged and count as accept, its edits are dropped
 * @param rank its place in the chain, highest first; empty for the filter's own {@code service.ranking}
 * @param listeners the listeners on whose connections it takes part; empty for all
 * @param condition which messages it takes part in; empty for all
 * @param failure what happens to a message when it fails
 * @param failureReply the words of a refusal by {@code failure}; empty for those of the action itself
 * @param failureScope how long a failure lasts
 * @param timeout how long it may take for one answer
 * @param concurrency calls of it at a time, of all connections together; empty for no bound
 * @param required whether mail needs it: while no filter of the id is there, {@code absent} happens
 * @param absent what happens to a message while it is required and not there
 */
public record Policy(
        boolean enabled,
        boolean shadow,
        OptionalInt rank,
        Set<String> listeners,
        Optional<Condition> condition,
        FailureAction failure,
        Optional<SmtpReply> failureReply,
        FailureScope failureScope,
        Duration timeout,
        OptionalInt concurrency,
        boolean required,
        AbsentAction absent) {

    public Policy {
        listeners = Set.copyOf(listeners);
    }

    /** The policy for filters the administrator says nothing of. */
    public static Policy standard(FailureAction failure, Duration timeout) {
        return new Policy(
                true,
                false,
                OptionalInt.empty(),
                Set.of(),
                Optional.empty(),
                failure,
                Optional.empty(),
                FailureScope.MESSAGE,
                timeout,
                OptionalInt.empty(),
                false,
                AbsentAction.HOLD);
    }
}
