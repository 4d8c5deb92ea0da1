package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The matrix is whole. */
class MatrixTest {

    private static final int CASES = 112;

    @Test
    void hasEveryNumber() throws IOException {
        List<String> numbers = Matrix.cases().stream()
                .map(line -> line.number().replaceFirst("[a-z]$", ""))
                .distinct()
                .toList();
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, CASES)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void namesTestsThatExist() throws IOException {
        List<String> sources = sources();
        for (Case line : Matrix.cases()) {
            if (line.elsewhere().startsWith("in ")) {
                String file = line.elsewhere().substring(3).replace('.', '/') + ".java";
                assertThat(sources).as(line.toString()).anyMatch(source -> source.endsWith(file));
            }
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> bundles = Files.walk(Path.of("..", "bundles"));
                Stream<Path> own = Files.walk(Path.of("src"))) {
            return Stream.concat(bundles, own)
                    .map(Path::toString)
                    .filter(path -> path.contains("src/test/java"))
                    .toList();
        }
    }
}
