package org.milterflux.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client is only worth something when it notices whatever a milter does wrong. */
class LoadClientTest {

    private static final List<String> OPTIONS =
            List.of("--offer", "answered", "--connections", "2", "--messages", "2", "--total", "6");

    @ParameterizedTest
    @CsvSource({
        "WRONG_SUM, sum, sum",
        "WRONG_NAME, sum, header",
        "NO_EDIT, sum, headers",
        "TWO_EDITS, sum, headers",
        "TWO_EDITS, nothing, edit",
        "ANOTHER_EDIT, sum, edit",
        "ANOTHER_EDIT, nothing, edit",
        "EARLY_EDIT, sum, edit",
        "NO_EDIT, footer, body",
        "WRONG_BODY, footer, body",
        "SHORT_BODY, footer, body",
        "LONG_BODY, footer, body",
        "NO_REPLY, nothing, timeout",
        "TWO_REPLIES, nothing, unasked",
        "LATE_REPLY, nothing, unasked",
        "ACCEPTS, nothing, verdict",
        "SKIPS_HEADER, nothing, verdict",
        "CLOSES, nothing, closed",
        "GARBAGE, nothing, protocol",
        "UNOFFERED_STEPS, nothing, negotiation",
        "NO_NEGOTIATION, nothing, negotiation"
    })
    void countsWhatIsWrong(FaultyMilter.Fault fault, String expectation, String kind) throws IOException {
        Tally tally = run(fault, "--expect", expectation, "--body", "100k");
        assertThat(tally.isClean()).isFalse();
        assertThat(tally.json()).contains("\"kinds\":{\"" + kind + "\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "sum", "footer"})
    void countsWhatIsRight(String expectation) throws IOException {
        Tally tally = run(FaultyMilter.Fault.NONE, "--expect", expectation, "--body", "100k");
        assertThat(tally.isClean()).as(tally.json()).isTrue();
        assertThat(tally.messages()).isEqualTo(6);
    }

    @Test
    void sendsAtARate() throws IOException {
        Tally tally = run(FaultyMilter.Fault.NONE, "--rate", "1000", "--arrivals", "fixed");
        assertThat(tally.isClean()).as(tally.json()).isTrue();
        assertThat(tally.messages()).isEqualTo(6);
    }

    @Test
    void holdsIdleConnectionsAndUsesThemInTheEnd() throws IOException {
        Tally tally = run(FaultyMilter.Fault.NONE, "--idle", "100");
        assertThat(tally.isClean()).as(tally.json()).isTrue();
        assertThat(tally.json()).contains("\"messages\":6,", "\"held\":100,\"alive\":100,");
    }

    @Test
    void goesAlongAChain() throws IOException {
        try (FaultyMilter second = new FaultyMilter(FaultyMilter.Fault.NONE, Proof.Kind.SUM)) {
            Tally tally = run(FaultyMilter.Fault.NONE, "--expect", "sum", "--socket", socket(second));
            assertThat(tally.isClean()).as(tally.json()).isTrue();
        }
    }

    @Test
    void isNotCleanWhenNothingWasSent() {
        assertThat(new Tally().isClean()).isFalse();
    }

    private static Tally run(FaultyMilter.Fault fault, String... more) throws IOException {
        int at = List.of(more).indexOf("--expect");
        Proof.Kind kind = at < 0 ? Proof.Kind.NOTHING : Proof.Kind.valueOf(more[at + 1].toUpperCase(Locale.ROOT));
        try (FaultyMilter milter = new FaultyMilter(fault, kind)) {
            List<String> words = new ArrayList<>(List.of("--socket", socket(milter)));
            // Only where the reply never comes, or a busy machine would look like a broken milter.
            List<String> timeout = List.of("--timeout", fault == FaultyMilter.Fault.NO_REPLY ? "1" : "60");
            Stream.of(OPTIONS, timeout, List.of(more)).forEach(words::addAll);
            return new Run(Options.parse(words.toArray(String[]::new)), held -> {}).go();
        }
    }

    private static String socket(FaultyMilter milter) {
        return "inet:" + milter.port() + "@127.0.0.1";
    }
}
