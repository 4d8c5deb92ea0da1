package org.milterflux.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.filter.Breaker;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.protocol.Action;

class CoreSettingsTest {

    private static final Path DATA = Path.of("data");

    @Test
    void haveDefaults() {
        CoreSettings settings = CoreSettings.of(Map.of(), DATA);
        assertThat(settings.standardPolicy())
                .isEqualTo(Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(20)));
        assertThat(settings.rules()).isEqualTo(Rules.STANDARD);
        assertThat(settings.breaker())
                .isEqualTo(new Breaker.Settings(5, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        assertThat(settings.messagesInContent()).isEmpty();
        assertThat(settings.recordedMessages()).isEqualTo(1000);
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void sayEverythingThatIsSet() {
        CoreSettings settings = CoreSettings.of(
                Map.ofEntries(
                        Map.entry("failure", "skip"),
                        Map.entry("filterTimeoutSeconds", 7),
                        Map.entry("drainSeconds", 0),
                        Map.entry("content", "at-eom"),
                        Map.entry("quarantineStopsChain", true),
                        Map.entry("earlyAccept", true),
                        Map.entry("holdSeconds", 3),
                        Map.entry("breakerFailures", 1),
                        Map.entry("breakerWindowSeconds", 2),
                        Map.entry("breakerCooldownSeconds", 3),
                        Map.entry("messagesInContent", 4),
                        Map.entry("recordedMessages", 0),
                        Map.entry("macros", "mta"),
                        Map.entry("actions", new String[] {"add-headers", "quarantine"})),
                DATA);
        assertThat(settings.standardPolicy()).isEqualTo(Policy.standard(FailureAction.SKIP, Duration.ofSeconds(7)));
        assertThat(settings.rules())
                .isEqualTo(new Rules(
                        Rules.ContentMode.AT_EOM,
                        true,
                        true,
                        Optional.of(Duration.ofSeconds(3)),
                        false,
                        Set.of(Action.ADD_HEADERS, Action.QUARANTINE)));
        assertThat(settings.breaker()).isEqualTo(new Breaker.Settings(1, Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(settings.messagesInContent()).hasValue(4);
        assertThat(settings.recordedMessages()).isZero();
        assertThat(settings.drain()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failure                | bounce | write one of skip, tempfail, reject, quarantine, shutdown",
                "filterTimeoutSeconds   | 271    | write a whole number from 1 to 270",
                "content                | never  | write one of auto, live, at-eom",
                "earlyAccept            | yes    | write true or false",
                "holdSeconds            | 0      | write a whole number from 1 to 280",
                "breakerFailures        | 0      | write a whole number from 1 to 1000000",
                "breakerCooldownSeconds | 301    | write a whole number from 1 to 300",
                "recordedMessages       | -1     | write a whole number from 0 to 1000000",
                "macros                 | all    | write one of own, mta",
                "actions                | delete | write one of add-headers, change-body, add-recipient,",
                "spoolDiskBytes         | much   | write a whole number"
            })
    void nameWhatIsWrong(String key, String value, String remedy) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.pid", "org.milterflux.core"));
        properties.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoreSettings.of(properties, DATA))
                .withMessageStartingWith("org.milterflux.core: " + key + " = '" + value + "': " + remedy);
    }
}
