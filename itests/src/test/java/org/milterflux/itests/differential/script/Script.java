package org.milterflux.itests.differential.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.milterflux.protocol.WireText;

/**
 * What a filter does.
 *
 * @param options what it negotiates, such as {@code leadspc} or {@code nobody}; a line {@code options: …}
 * @param rules the first that fits an event answers it; an event that none fits is let pass
 */
public record Script(Set<String> options, List<Rule> rules) {

    private static final String OPTIONS = "options: ";

    /** The script in a file; when there is none, that of a filter which only looks on. */
    public static Script in(Path file) throws IOException {
        return Files.exists(file) ? parse(WireText.decode(Files.readAllBytes(file))) : parse("");
    }

    static Script parse(String text) {
        List<String> lines = text.lines().filter(Predicate.not(String::isBlank)).toList();
        return new Script(
                Set.copyOf(lines.stream()
                        .filter(line -> line.startsWith(OPTIONS))
                        .flatMap(
                                line -> List.of(line.substring(OPTIONS.length()).split(" ")).stream())
                        .toList()),
                lines.stream()
                        .filter(line -> !line.startsWith(OPTIONS))
                        .map(Rule::parse)
                        .toList());
    }

    /** Whether it asks for this. */
    public boolean has(String option) {
        return options.contains(option);
    }

    /** Whether it wants to be told of this stage. */
    boolean wants(Stage stage) {
        return !has("no" + stage.name().toLowerCase(Locale.ROOT));
    }

    Answer answer(Cue cue, int count) {
        return rules.stream()
                .filter(rule -> rule.fits(cue, count))
                .findFirst()
                .map(Rule::answer)
                .orElse(Answer.CONTINUE);
    }
}
