package org.milterflux.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Settings;
import org.milterflux.api.SmtpReply;
import org.milterflux.core.condition.Conditions;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.Policy;

class PolicyWordTest {

    private static final Policy STANDARD = Policy.standard(FailureAction.QUARANTINE, Duration.ofSeconds(7));
    private static final String FILE = "org.milterflux.policy-x.config";

    private static final TestConditions LANGUAGE = new TestConditions();

    @Test
    void ofAFilterAloneIsTheStandardPolicy() {
        assertThat(read(Map.of()).over(STANDARD)).isEqualTo(STANDARD);
    }

    @Test
    void saysEverythingThatIsSet() {
        PolicyWord word = read(Map.ofEntries(
                Map.entry("enabled", false),
                Map.entry("shadow", true),
                Map.entry("rank", -5),
                Map.entry("listeners", new String[] {"mx", "submission"}),
                Map.entry("condition", "no"),
                Map.entry("failure", "reject"),
                Map.entry("failureReply", "554 5.3.0 Not without our scanner"),
                Map.entry("failureScope", "connection"),
                Map.entry("timeoutSeconds", 270),
                Map.entry("concurrency", 3),
                Map.entry("required", true),
                Map.entry("absent", "skip")));
        assertThat(word.filter()).isEqualTo("x");
        assertThat(word.over(STANDARD))
                .isEqualTo(new Policy(
                        false,
                        true,
                        OptionalInt.of(-5),
                        Set.of("submission", "mx"),
                        Optional.of(new TestConditions.Said(false, LANGUAGE)),
                        FailureAction.REJECT,
                        Optional.of(SmtpReply.of(554, "5.3.0", "Not without our scanner")),
                        FailureScope.CONNECTION,
                        Duration.ofSeconds(270),
                        OptionalInt.of(3),
                        true,
                        AbsentAction.SKIP));
    }

    static Stream<Arguments> wrong() {
        String suits = "write a 4xx reply for failure=\"tempfail\"";
        return Stream.of(
                arguments(Map.of("filter", ""), "filter = ''", "it must be set"),
                arguments(Map.of("shadow", "perhaps"), "shadow = 'perhaps'", "write true or false"),
                arguments(Map.of("rank", "top"), "rank = 'top'", "write a whole number"),
                arguments(Map.of("condition", "maybe"), "condition = 'maybe'", "say yes or no"),
                arguments(Map.of("failure", "bounce"), "failure = 'bounce'", "write one of skip, tempfail"),
                arguments(Map.of("failureScope", "day"), "failureScope = 'day'", "write one of message, connection"),
                arguments(Map.of("timeoutSeconds", 0), "timeoutSeconds = '0'", "from 1 to 270"),
                arguments(Map.of("concurrency", 0), "concurrency = '0'", "from 1 to 10000"),
                arguments(Map.of("absent", "wait"), "absent = 'wait'", "write one of hold, tempfail, skip"),
                arguments(reply("tempfail", "busy"), "failureReply = 'busy'", "as in 451 4.7.1 Please try later"),
                arguments(reply("tempfail", "451 5.7.1 x"), "failureReply", "are of different classes"),
                arguments(reply("tempfail", "250 2.0.0 x"), "failureReply", "400 to 599"),
                arguments(reply("tempfail", "550 5.7.1 x"), "failureReply", suits),
                arguments(reply("reject", "451 4.7.1 x"), "failureReply", suits),
                arguments(reply("shutdown", "451 4.7.1 x"), "failureReply", suits),
                arguments(reply("skip", "451 4.7.1 x"), "failureReply", suits),
                arguments(Map.of("failureReply", "451 4.7.1 x"), "failureReply", suits));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Map<String, Object> properties, String value, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(properties))
                .withMessageStartingWith(FILE + ": " + value)
                .withMessageContaining(remedy);
    }

    @Test
    void asksForTheLanguageOfConditions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyWord.of(settings(Map.of("condition", "yes")), Optional.empty()))
                .withMessage(FILE + ": condition = 'yes': nothing here reads conditions;"
                        + " install the bundle org.milterflux.condition");
    }

    @Test
    void unreadableKeepsWhatIsSaidOfFailureAndAbsence() {
        Settings settings = settings(
                Map.of("rank", "top", "failure", "skip", "required", true, "absent", "tempfail", "enabled", false));
        Policy policy = PolicyWord.unreadable(settings, "mistake").orElseThrow().over(STANDARD);
        assertThat(policy.failure()).isEqualTo(FailureAction.SKIP);
        assertThat(policy.required()).isTrue();
        assertThat(policy.absent()).isEqualTo(AbsentAction.TEMPFAIL);
        assertThat(policy.enabled()).isFalse();
        assertThat(policy.condition()).contains(new UnreadableCondition("mistake"));
    }

    @Test
    void unreadableFallsBackOnTheStandardWhereNothingCanBeRead() {
        Settings settings = settings(Map.of("failure", "x", "required", "x", "absent", "x", "shadow", "x"));
        Policy policy = PolicyWord.unreadable(settings, "mistake").orElseThrow().over(STANDARD);
        assertThat(policy.failure()).isEqualTo(STANDARD.failure());
        assertThat(policy.required()).isFalse();
        assertThat(policy.absent()).isEqualTo(AbsentAction.HOLD);
        assertThat(policy.shadow()).isFalse();
    }

    @Test
    void unreadableIsNothingWithoutAFilter() {
        assertThat(PolicyWord.unreadable(Settings.of(Map.of()), "mistake")).isEmpty();
    }

    private static Map<String, Object> reply(String failure, String words) {
        return Map.of("failure", failure, "failureReply", words);
    }

    private static PolicyWord read(Map<String, Object> properties) {
        return PolicyWord.of(settings(properties), Optional.<Conditions>of(LANGUAGE));
    }

    private static Settings settings(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("filter", "x", "felix.fileinstall.filename", "/conf/" + FILE));
        all.putAll(properties);
        return Settings.of(all);
    }
}
