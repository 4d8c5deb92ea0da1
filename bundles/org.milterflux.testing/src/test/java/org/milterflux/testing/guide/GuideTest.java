package org.milterflux.testing.guide;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows is what is compiled here, but for its indentation. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "org.milterflux.api", "README.md");
    private static final Path EXAMPLES = Path.of("src", "test", "java", "org", "milterflux", "testing", "guide");
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsOnlyCodeThatRuns() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .map(GuideTest::withoutIndentation)
                .toList();
        String examples = examples();
        assertThat(snippets)
                .hasSizeGreaterThan(4)
                .allSatisfy(snippet -> assertThat(examples).contains(snippet));
    }

    private static String examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(GuideTest::read).map(GuideTest::withoutIndentation).collect(joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(joining("\n"));
    }
}
