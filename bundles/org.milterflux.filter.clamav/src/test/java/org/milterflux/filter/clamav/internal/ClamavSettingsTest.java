package org.milterflux.filter.clamav.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.Settings;
import org.milterflux.api.result.ResultHeader;

class ClamavSettingsTest {

    private static ClamavSettings with(String key, Object value) {
        Map<String, Object> settings = new HashMap<>(Map.of("engines", "unix:/run/clamd.sock"));
        settings.put("service.pid", "org.milterflux.filter.clamav~x");
        settings.put(key, value);
        return ClamavSettings.of(Settings.of(settings));
    }

    @Test
    void hasDefaultsThatRefuse() {
        ClamavSettings settings = with("maxScans", 5);
        assertThat(settings.id()).isEqualTo("clamav~x");
        assertThat(settings.engines().engines()).hasToString("[unix:/run/clamd.sock]");
        assertThat(settings.engines().maxScans()).isEqualTo(5);
        assertThat(settings.engines().answer()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.maxBytes()).isEqualTo(26_214_400);
        assertThat(settings.tooLarge()).isEqualTo(Unscanned.REJECT);
        assertThat(settings.unscanned()).isEqualTo(Unscanned.FAIL);
        assertThat(settings.infected()).isEqualTo(Infected.REJECT);
        assertThat(settings.header()).contains(new ResultHeader("X-Virus-Scanned"));
    }

    @ParameterizedTest
    @CsvSource({
        "engines, '', engines",
        "engines, 3310, inet:PORT@HOST",
        "maxBytes, 0, a whole number",
        "maxScans, 0, a whole number",
        "timeoutSeconds, soon, a whole number",
        "infected, delete, 'reject, tempfail, quarantine, discard, tag'",
        "tooLarge, pass, 'fail, reject, tag'",
        "unscanned, clean, 'fail, reject, tag'",
        "reply, '', one line",
        "header, 'X Virus', the name of a header field",
    })
    void saysWhatIsWrong(String key, String value, String remedy) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("org.milterflux.filter.clamav~x: ", key + " = '" + value + "'", remedy);
    }

    @Test
    void aTagNeedsAHeader() {
        assertThatThrownBy(() ->
                        ClamavSettings.of(Settings.of(Map.of("engines", "unix:/s", "header", "", "unscanned", "tag"))))
                .hasMessageContaining("to be tagged needs the name of a header field");
    }
}
