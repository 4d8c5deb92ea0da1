package org.milterflux.core.internal.message;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.api.Edit;

/**
 * One paragraph of {@code worked-cases.txt}.
 *
 * @param title its first line
 * @param lines the others, by the words before their colon
 */
record WorkedCase(String title, Map<String, String> lines) {

    static Stream<WorkedCase> all() {
        return Arrays.stream(text().split("\n\n"))
                .filter(Predicate.not(paragraph -> paragraph.startsWith("#")))
                .map(WorkedCase::read);
    }

    private static WorkedCase read(String paragraph) {
        List<String> lines = paragraph.strip().lines().toList();
        return new WorkedCase(
                lines.get(0),
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(":", 2))
                        .collect(Collectors.toMap(line -> line[0], line -> line[1].strip())));
    }

    private static String text() {
        try (InputStream in = requireNonNull(WorkedCase.class.getResourceAsStream("worked-cases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The edits in one row, as the requests that say the same. */
    String edits() {
        return requireNonNull(lines.get("edits")).replace(" | ", ", ");
    }

    List<List<Edit>> filters() {
        return EditWords.filters(requireNonNull(lines.get("edits")));
    }

    String get(String key) {
        String value = requireNonNull(lines.get(key), key);
        return value.equals("as made") ? edits() : value;
    }

    @Override
    public String toString() {
        return title;
    }
}
