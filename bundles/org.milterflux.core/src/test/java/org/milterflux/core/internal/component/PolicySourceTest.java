package org.milterflux.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.Policy;

class PolicySourceTest {

    private static final Policy STANDARD = Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(5));

    private final HeardLog log = new HeardLog(PolicySource.class);
    private final PolicySource source = new PolicySource();
    private final TestConditions language = new TestConditions();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void staysAsItWasWhenTheChangeIsWrong() {
        configure(Map.of("rank", 1));
        configure(Map.of("rank", "top"));
        assertThat(policy().rank()).hasValue(1);
        assertThat(log.entries())
                .containsExactly("WARN a.config: rank = 'top': write a whole number from -2147483648 to 2147483647;"
                        + " the policy stays as it was");
    }

    @Test
    void staysAsItWasWhenTheConditionIsWrong() {
        source.bindConditions(language);
        configure(Map.of("condition", "no", "rank", 1));
        configure(Map.of("condition", "maybe", "rank", 2));
        assertThat(policy().rank()).hasValue(1);
        assertThat(policy().condition()).map(Condition::expression).contains("no");
        assertThat(log.entries())
                .containsExactly("WARN a.config: condition = 'maybe': say yes or no; the policy stays as it was");
    }

    @Test
    void countsItsFilterAsFailedWhenItCannotBeReadAtFirst() {
        source.bindConditions(language);
        configure(Map.of("condition", "maybe"));
        assertThat(policy().condition()).containsInstanceOf(UnreadableCondition.class);
        assertThat(log.entries())
                .containsExactly(
                        "WARN a.config: condition = 'maybe': say yes or no; until then filter x counts as failed");
        configure(Map.of("condition", "yes"));
        assertThat(policy().condition()).contains(new TestConditions.Said(true, language));
    }

    @Test
    void saysNothingWhenItNamesNoFilterAtFirst() {
        source.configure(Map.of("service.pid", "a.config"));
        assertThat(source.word()).isEmpty();
        assertThat(log.entries()).containsExactly("WARN a.config: filter = '': it must be set; no policy until then");
    }

    @Test
    void isReadAgainWhenTheLanguageOfConditionsArrives() {
        configure(Map.of("condition", "no"));
        assertThat(policy().condition()).containsInstanceOf(UnreadableCondition.class);
        AtomicInteger changes = new AtomicInteger();
        source.onChange(changes::incrementAndGet);
        source.bindConditions(language);
        assertThat(policy().condition()).contains(new TestConditions.Said(false, language));
        assertThat(changes).hasValue(1);
    }

    @Test
    void leavesTheChainAloneWhenItHasNoConditionToRead() {
        configure(Map.of("rank", 1));
        source.onChange(() -> {
            throw new AssertionError("nothing changed");
        });
        source.bindConditions(language);
        assertThat(policy().rank()).hasValue(1);
    }

    @Test
    void keepsItsConditionWhenTheLanguageLeaves() {
        source.bindConditions(language);
        configure(Map.of("condition", "no"));
        source.unbindConditions(language);
        assertThat(policy().condition()).contains(new TestConditions.Said(false, language));
        configure(Map.of("condition", "yes"));
        assertThat(policy().condition()).contains(new TestConditions.Said(false, language));
        assertThat(log.entries()).singleElement().asString().contains("install the bundle org.milterflux.condition");
    }

    @Test
    void keepsTheNewLanguageWhenTheOldLeavesAfterIt() {
        TestConditions newer = new TestConditions();
        source.bindConditions(language);
        configure(Map.of("condition", "no"));
        source.bindConditions(newer);
        source.unbindConditions(language);
        configure(Map.of("condition", "yes"));
        assertThat(policy().condition()).contains(new TestConditions.Said(true, newer));
    }

    @Test
    void tellsOfEveryChange() {
        AtomicInteger changes = new AtomicInteger();
        source.onChange(changes::incrementAndGet);
        configure(Map.of("rank", 1));
        configure(Map.of("rank", 2));
        assertThat(changes).hasValue(2);
        configure(Map.of("rank", 2));
        configure(Map.of("rank", "top"));
        assertThat(changes).as("nothing else is in force").hasValue(2);
    }

    private void configure(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("filter", "x", "service.pid", "a.config"));
        all.putAll(properties);
        source.configure(all);
    }

    private Policy policy() {
        return source.word().orElseThrow().over(STANDARD);
    }
}
