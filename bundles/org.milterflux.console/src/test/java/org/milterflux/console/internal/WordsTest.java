package org.milterflux.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "target/x.jar, /home/me/target/x.jar",
        "../x.jar, /home/x.jar",
        "./a:b.jar, /home/me/a:b.jar",
        "c:x.jar, /home/me/c:x.jar",
        "/x.jar, /x.jar",
        "file:x.jar, file:x.jar",
        "https://repo.test/x.jar, https://repo.test/x.jar",
        "mvn:org.acme/spam/1.0, mvn:org.acme/spam/1.0"
    })
    void takePathsAsSeenFromADirectory(String word, String source) {
        assertThat(Words.sources(List.of(word), Path.of("/home/me"))).containsExactly(source);
    }

    @Test
    void sayHowACommandIsUsed() {
        assertThat(Words.one(new String[] {"footer"}, "drain", "ID")).isEqualTo("footer");
        assertThatThrownBy(() -> Words.one(new String[] {}, "drain", "ID")).hasMessage("say milter:drain ID");
        assertThatThrownBy(() -> Words.one(new String[] {"a", "b"}, "drain", "ID"))
                .hasMessage("b: one word too many; see help milter:drain");
        assertThatThrownBy(() -> Words.atLeast(1, new String[] {"--help"}, "deploy", "FILE…"))
                .hasMessage("--help: no such option; see help milter:deploy");
    }
}
