package org.milterflux.deployer.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("rank", "required", "timeoutSeconds", "failure", "failureScope");

    @ParameterizedTest
    @CsvSource({
        "ranks, rank",
        "RANK, rank",
        "requierd, required",
        "timeoutSecond, timeoutSeconds",
        "timeout_seconds, timeoutSeconds",
        "failures, failure",
        "failurescop, failureScope"
    })
    void guessesWhatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "r", "''"})
    void doesNotGuessWildly(String typed) {
        assertThat(Nearest.to(typed, KNOWN)).isEmpty();
    }
}
