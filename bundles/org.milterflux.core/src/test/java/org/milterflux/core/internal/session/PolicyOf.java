package org.milterflux.core.internal.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.milterflux.api.SmtpReply;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.Policy;

/** The administrator's word on one filter, one thing at a time; what is not said is as when nothing is said. */
final class PolicyOf {

    private final String filter;
    private boolean shadow;
    private Set<String> listeners = Set.of();
    private Optional<Condition> condition = Optional.empty();
    private FailureAction failure = FailureAction.TEMPFAIL;
    private Optional<SmtpReply> failureReply = Optional.empty();
    private FailureScope failureScope = FailureScope.MESSAGE;
    private Duration timeout = Duration.ofSeconds(5);
    private OptionalInt concurrency = OptionalInt.empty();
    private Optional<AbsentAction> required = Optional.empty();

    private PolicyOf(String filter) {
        this.filter = filter;
    }

    static PolicyOf filter(String id) {
        return new PolicyOf(id);
    }

    PolicyOf shadow() {
        shadow = true;
        return this;
    }

    PolicyOf listener(String name) {
        listeners = Set.of(name);
        return this;
    }

    PolicyOf when(Scope scope, Predicate<Facts> holds) {
        condition = Optional.of(new Condition() {
            @Override
            public String expression() {
                return "a test's";
            }

            @Override
            public Scope scope() {
                return scope;
            }

            @Override
            public boolean test(Facts facts) {
                return holds.test(facts);
            }
        });
        return this;
    }

    PolicyOf onFailure(FailureAction action) {
        failure = action;
        return this;
    }

    PolicyOf inWords(SmtpReply reply) {
        failureReply = Optional.of(reply);
        return this;
    }

    PolicyOf forTheConnection() {
        failureScope = FailureScope.CONNECTION;
        return this;
    }

    PolicyOf within(Duration limit) {
        timeout = limit;
        return this;
    }

    PolicyOf atATime(int calls) {
        concurrency = OptionalInt.of(calls);
        return this;
    }

    PolicyOf required(AbsentAction absent) {
        required = Optional.of(absent);
        return this;
    }

    /** Says it. */
    void in(Chain chain) {
        chain.policies(
                Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(5)),
                Map.of(
                        filter,
                        new Policy(
                                true,
                                shadow,
                                OptionalInt.empty(),
                                listeners,
                                condition,
                                failure,
                                failureReply,
                                failureScope,
                                timeout,
                                concurrency,
                                required.isPresent(),
                                required.orElse(AbsentAction.HOLD))));
    }
}
