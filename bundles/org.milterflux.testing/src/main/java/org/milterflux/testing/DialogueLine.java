package org.milterflux.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line that says something.
 *
 * @param place file and line, for messages
 * @param rest what follows the verb, without spaces around it
 */
record DialogueLine(String place, DialogueVerb verb, String rest) {

    static Optional<DialogueLine> of(Path file, int number, String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        String place = file + ":" + number;
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        DialogueVerb verb = Arrays.stream(DialogueVerb.values())
                .filter(known -> known.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new DialogueException(
                        place, "no such word: " + word + ". Known are " + List.of(DialogueVerb.values())));
        return Optional.of(
                new DialogueLine(place, verb, text.substring(word.length()).strip()));
    }

    /** The text meant by what follows the verb. */
    String text() {
        return Escapes.unescape(rest);
    }

    List<String> words() {
        return Arrays.stream(rest.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(Escapes::unescape)
                .toList();
    }

    @Override
    public String toString() {
        return rest.isEmpty() ? verb.toString() : verb + " " + rest;
    }
}
