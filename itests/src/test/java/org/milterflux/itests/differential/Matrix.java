package org.milterflux.itests.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cases of {@code src/test/resources/differential/*.cases}. */
final class Matrix {

    private static final Path FOLDER = Path.of("src", "test", "resources", "differential");

    private Matrix() {}

    /** All of them, file by file. */
    static List<Case> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Case> cases = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".cases"))
                    .sorted()
                    .toList()) {
                blocks(Files.readAllLines(file)).stream().map(CaseReader::read).forEach(cases::add);
            }
            return cases;
        }
    }

    /** Lines that begin at the margin and what is indented below them; {@code #} begins a comment. */
    private static List<List<String>> blocks(List<String> lines) {
        List<List<String>> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                blocks.add(new ArrayList<>());
            }
            blocks.get(blocks.size() - 1).add(line);
        }
        return blocks;
    }
}
