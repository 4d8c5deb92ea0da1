package org.milterflux.deployer.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.deployer.DeploymentException;

class PolicyEditTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "rank=-5 -> rank=I'-5'",
                "timeoutSeconds=270 -> timeoutSeconds=I'270'",
                "concurrency=10000 -> concurrency=I'10000'",
                "enabled=false -> enabled=B'false'",
                "shadow = true -> shadow=B'true'",
                "required=true -> required=B'true'",
                "listeners=mx -> listeners=['mx']",
                "listeners=mx, submission -> listeners=['mx','submission']",
                "condition=size >= 3 && client != 'a' -> condition='size >= 3 && client != \\'a\\''",
                "failure=skip -> failure='skip'",
                "failureScope=connection -> failureScope='connection'",
                "absent=tempfail -> absent='tempfail'"
            })
    void typesEachValueByItsKey(String setting, String line) throws DeploymentException {
        assertThat(PolicyEdit.apply("footer", "", List.of(setting.replace('\'', '"'))))
                .isEqualTo("filter=\"footer\"\n" + line.replace('\'', '"') + "\n");
    }

    @Test
    void makesSeveralChangesAtOnce() throws DeploymentException {
        String before = "# ours\nfilter=\"footer\"\nrank=I\"5\"\nshadow=B\"true\"\n";
        assertThat(PolicyEdit.apply(
                        "footer",
                        before,
                        List.of("rank=6", "shadow=", "failure=tempfail", "failureReply=451 4.7.1 Later")))
                .isEqualTo(
                        "# ours\nfilter=\"footer\"\nrank=I\"6\"\nfailure=\"tempfail\"\nfailureReply=\"451 4.7.1 Later\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "rank -> rank: write key=value, as in rank=5 or shadow=true",
                "ranks=5 -> ranks: a policy has no such key; did you mean rank?",
                "colour=red -> colour: a policy has no such key; there are enabled, shadow, rank,",
                "filter=other -> filter: the id comes first and alone",
                "rank=high -> rank=high: write a whole number from -2147483648 to 2147483647",
                "timeoutSeconds=0 -> timeoutSeconds=0: write a whole number from 1 to 270",
                "concurrency=10001 -> concurrency=10001: write a whole number from 1 to 10000",
                "shadow=yes -> shadow=yes: write true or false",
                "listeners=, -> listeners=,: write names with commas between them",
                "failure=drop -> failure=drop: write one of skip, tempfail, reject, quarantine, shutdown",
                "absent=reject -> absent=reject: write one of hold, tempfail, skip",
                "failureReply=later -> failureReply=later: write code, enhanced code and text",
                "failureReply=451 5.7.1 No -> failureReply=451 5.7.1 No: write code, enhanced code and text",
                "failureReply=451 4.7.1 No -> failureReply=451 4.7.1 No: give a 4xx reply with failure=tempfail",
                "shadow=false -> nothing to do: the policy of footer says so already",
                "condition= -> nothing to do: the policy of footer says so already"
            })
    void refusesWhatNobodyUnderstands(String setting, String reason) {
        assertThatThrownBy(() -> PolicyEdit.apply("footer", "filter=\"footer\"\nshadow=B\"false\"\n", List.of(setting)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "tempfail, 451 4.7.1 Later, true",
        "tempfail, 550 5.7.1 No, false",
        "reject, 550 5.7.1 No, true",
        "reject, 451 4.7.1 Later, false",
        "shutdown, 421 4.7.0 Bye, true",
        "shutdown, 451 4.7.1 Later, false",
        "skip, 451 4.7.1 Later, false",
        "quarantine, 451 4.7.1 Later, false"
    })
    void knowsWhichReplySuitsWhichFailure(String failure, String reply, boolean suits) throws DeploymentException {
        List<String> settings = List.of("failure=" + failure, "failureReply=" + reply);
        if (suits) {
            assertThat(PolicyEdit.apply("footer", "", settings)).contains(reply);
        } else {
            assertThatThrownBy(() -> PolicyEdit.apply("footer", "", settings)).hasMessageContaining("refuse nothing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', filter='x', true",
        "filter='x', '', true",
        "filter='x', filter='x';# only words, false",
        "filter='x', filter='x';shadow=B'false';absent='hold';enabled=B'true', false",
        "filter='x', filter='x';shadow=B'true', true",
        "filter='x';rank=I'0', filter='x', true"
    })
    void knowsWhatTheCoreHasToFollow(String before, String after, boolean changes) throws DeploymentException {
        assertThat(PolicyEdit.changesMeaning(file(before), file(after))).isEqualTo(changes);
    }

    private static String file(String drawn) {
        return drawn.replace('\'', '"').replace(';', '\n');
    }
}
