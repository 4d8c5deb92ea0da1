package org.milterflux.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "lb | grep footer -> lb | grep footer",
                "milter:policy;footer;rank=-5 -> milter:policy footer rank=-5",
                "lb;|;grep;footer -> lb | grep footer",
                "milter:deploy;my bundles/x.jar -> milter:deploy \"my bundles/x.jar\"",
                "milter:policy;f;condition=size > 3 && a == \"b\" -> milter:policy f \"condition=size > 3 && a == \\\"b\\\"\"",
                "milter:policy;f;condition=a\\b$c -> milter:policy f \"condition=a\\\\b\\$c\"",
                "milter:deploy;x*.jar -> milter:deploy \"x*.jar\""
            })
    void quotesWhatTheShellHasUnquoted(String words, String line) {
        assertThat(CommandWords.joined(List.of(words.split(";")))).isEqualTo(line);
    }
}
