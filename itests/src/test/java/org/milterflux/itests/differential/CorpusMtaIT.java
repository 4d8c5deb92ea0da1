package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.mta.RealMtas;

/** Awkward messages through filters that look on, that replace the body by itself, and that edit the header. */
@RealMtas
@ParameterizedClass
@MethodSource("theatres")
class CorpusMtaIT {

    private static final String REPLACE = "replace the body";
    private static final Map<String, Map<String, String>> FILTERS = Map.of(
            "look on",
            Map.of(),
            REPLACE,
            Map.of("f1", "eom: echo-body", "f2", "eom: echo-body"),
            "edit the header",
            Map.of("f1", "eom: i 1 X-S a; h X-E z", "f2", "options: leadspc\neom: m 1 Subject \"  t\""));

    private final Theatre theatre;

    CorpusMtaIT(Theatre theatre) {
        this.theatre = theatre;
    }

    static Stream<Theatre> theatres() {
        return Theatre.ofEveryServer();
    }

    @TestFactory
    Stream<DynamicContainer> messages() {
        return FILTERS.entrySet().stream()
                .filter(filters -> Extent.ALL.isWanted() || filters.getKey().equals(REPLACE))
                .map(filters -> dynamicContainer(filters.getKey(), tests(filters.getValue())));
    }

    private Stream<DynamicTest> tests(Map<String, String> scripts) {
        return Stream.concat(
                Corpus.letters().entrySet().stream()
                        .map(letter ->
                                dynamicTest(letter.getKey(), () -> compare(scene(scripts, letter.getValue(), "SEND")))),
                envelopes(scripts));
    }

    private Stream<DynamicTest> envelopes(Map<String, String> scripts) {
        Scene utf8 = scene(
                scripts,
                Letter.of(List.of("X-U: \u00fcber"), "\u00fcber\r\n"),
                "MAIL FROM:<j\u00c3\u00bcrg@x.test> SMTPUTF8",
                "RCPT TO:<b\u00c3\u00a9@y.test>",
                "DATA",
                "CONTENT");
        Scene chunk =
                scene(scripts, Letter.of(List.of(), "the end"), "MAIL FROM:<a@x.test>", "RCPT TO:<b@y.test>", "CHUNK");
        Stream<DynamicTest> both = Stream.of(dynamicTest("SMTPUTF8", () -> compare(utf8)));
        // Sendmail has no CHUNKING, the only way to end a message without a line end.
        return theatre.server() == Server.POSTFIX
                ? Stream.concat(both, Stream.of(dynamicTest("no final line end at all", () -> compare(chunk))))
                : both;
    }

    private static Scene scene(Map<String, String> scripts, Letter letter, String... dialogue) {
        return Scene.of(scripts, letter, List.of(dialogue));
    }

    private void compare(Scene scene) throws Exception {
        assertThat(theatre.play(scene).differences()).isEmpty();
    }
}
