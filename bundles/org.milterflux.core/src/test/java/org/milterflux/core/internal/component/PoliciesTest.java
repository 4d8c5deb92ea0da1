package org.milterflux.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.Policy;

class PoliciesTest {

    private static final Policy STANDARD = Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(5));

    private final Policies policies = new Policies();

    @Test
    void areByFilter() {
        add("a.config", "x", 1);
        add("b.config", "y", 2);
        assertThat(policies.over(STANDARD))
                .extractingByKeys("x", "y")
                .extracting(Policy::rank)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(2));
    }

    @Test
    void ofOneFilterTheFirstByNameCounts() {
        try (HeardLog log = new HeardLog(Policies.class)) {
            add("b.config", "x", 2);
            add("a.config", "x", 1);
            assertThat(rank("x")).hasValue(1);
            assertThat(policies.over(STANDARD)).hasSize(1);
            assertThat(log.entries())
                    .as("told once")
                    .containsExactly("WARN b.config: filter = 'x': a.config is about this filter already and counts;"
                            + " delete one of them");
        }
    }

    @Test
    void ofOneFilterTheOtherCountsWhenTheFirstIsDeleted() {
        PolicySource first = add("a.config", "x", 1);
        add("b.config", "x", 2);
        policies.over(STANDARD);
        policies.remove(first);
        assertThat(rank("x")).hasValue(2);
    }

    @Test
    void passOverAConfigurationThatNamesNoFilter() {
        PolicySource nameless = new PolicySource();
        nameless.configure(Map.of("service.pid", "a.config"));
        policies.add(nameless);
        assertThat(policies.over(STANDARD)).isEmpty();
    }

    private OptionalInt rank(String filter) {
        return policies.over(STANDARD).getOrDefault(filter, STANDARD).rank();
    }

    private PolicySource add(String name, String filter, int rank) {
        PolicySource source = new PolicySource();
        source.configure(Map.of("service.pid", name, "filter", filter, "rank", rank));
        policies.add(source);
        return source;
    }
}
