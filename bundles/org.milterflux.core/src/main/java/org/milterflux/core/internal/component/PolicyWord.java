package org.milterflux.core.internal.component;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.milterflux.api.Settings;
import org.milterflux.api.SmtpReply;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.ConditionException;
import org.milterflux.core.condition.Conditions;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.Policy;

/** What one policy configuration says; what is empty is left to the core's settings. */
record PolicyWord(
        String filter,
        boolean enabled,
        boolean shadow,
        OptionalInt rank,
        Set<String> listeners,
        Optional<Condition> condition,
        Optional<FailureAction> failure,
        Optional<SmtpReply> failureReply,
        FailureScope failureScope,
        Optional<Duration> timeout,
        OptionalInt concurrency,
        boolean required,
        AbsentAction absent) {

    private static final int MOST_CALLS = 10_000;

    /**
     * @param conditions the language of conditions; empty while none is installed
     * @throws IllegalArgumentException for the administrator
     */
    static PolicyWord of(Settings settings, Optional<Conditions> conditions) {
        Optional<FailureAction> failure = failure(settings);
        return new PolicyWord(
                settings.text("filter"),
                settings.flag("enabled", true),
                settings.flag("shadow", false),
                number(settings, "rank", Integer.MIN_VALUE, Integer.MAX_VALUE),
                Set.copyOf(settings.texts("listeners")),
                given(settings, "condition").map(text -> condition(settings, text, conditions)),
                failure,
                given(settings, "failureReply").map(text -> FailureReply.of(settings, text, failure)),
                settings.choice("failureScope", FailureScope.class, FailureScope.MESSAGE),
                number(settings, "timeoutSeconds", 1, 270).stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst(),
                number(settings, "concurrency", 1, MOST_CALLS),
                settings.flag("required", false),
                settings.choice("absent", AbsentAction.class, AbsentAction.HOLD));
    }

    /**
     * The word of a configuration that cannot be read and was never read before: its filter must neither work as if
     * nothing were said of it nor be passed over, so it counts as failed. What can be read of failure and absence holds.
     *
     * @return empty when it does not even name a filter
     */
    static Optional<PolicyWord> unreadable(Settings settings, String mistake) {
        return given(settings, "filter")
                .map(filter -> new PolicyWord(
                        filter,
                        readable(() -> settings.flag("enabled", true), true),
                        readable(() -> settings.flag("shadow", false), false),
                        OptionalInt.empty(),
                        Set.of(),
                        Optional.of(new UnreadableCondition(mistake)),
                        readable(() -> failure(settings), Optional.empty()),
                        Optional.empty(),
                        FailureScope.MESSAGE,
                        Optional.empty(),
                        OptionalInt.empty(),
                        readable(() -> settings.flag("required", false), false),
                        readable(
                                () -> settings.choice("absent", AbsentAction.class, AbsentAction.HOLD),
                                AbsentAction.HOLD)));
    }

    /** The policy; the standard one has the core's settings. */
    Policy over(Policy standard) {
        return new Policy(
                enabled,
                shadow,
                rank,
                listeners,
                condition,
                failure.orElse(standard.failure()),
                failureReply,
                failureScope,
                timeout.orElse(standard.timeout()),
                concurrency,
                required,
                absent);
    }

    private static Condition condition(Settings settings, String text, Optional<Conditions> conditions) {
        if (conditions.isEmpty()) {
            throw settings.invalid(
                    "condition", text, "nothing here reads conditions; install the bundle org.milterflux.condition");
        }
        try {
            return conditions.get().compile(text);
        } catch (ConditionException e) {
            throw settings.invalid("condition", text, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<FailureAction> failure(Settings settings) {
        return given(settings, "failure")
                .map(set -> settings.choice("failure", FailureAction.class, FailureAction.TEMPFAIL));
    }

    private static OptionalInt number(Settings settings, String key, int least, int most) {
        return given(settings, key).stream()
                .mapToInt(set -> (int) settings.number(key, 0, least, most))
                .findFirst();
    }

    private static Optional<String> given(Settings settings, String key) {
        return settings.texts(key).stream().findFirst();
    }

    private static <T> T readable(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
