package org.milterflux.console.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of a command after its options. */
final class Words {

    /** Description of the option that every command has. */
    static final String JSON = "for scripts";

    /** Two letters at least: one letter is a drive. */
    private static final Pattern URL = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private Words() {}

    /** So many at least. */
    static List<String> atLeast(int count, String[] words, String verb, String usage) {
        List<String> given = given(words, verb);
        if (given.size() < count) {
            throw new IllegalArgumentException("say milter:" + verb + ' ' + usage);
        }
        return given;
    }

    /** So many at most. */
    static List<String> atMost(int count, String[] words, String verb) {
        List<String> given = given(words, verb);
        if (given.size() > count) {
            throw new IllegalArgumentException(given.get(count) + ": one word too many; see help milter:" + verb);
        }
        return given;
    }

    /** The one. */
    static String one(String[] words, String verb, String usage) {
        atLeast(1, words, verb, usage);
        return atMost(1, words, verb).get(0);
    }

    /** Sources of bundles: paths as seen from a directory, URLs as they are. */
    static List<String> sources(List<String> words, Path directory) {
        return words.stream()
                .map(word -> URL.matcher(word).matches()
                        ? word
                        : directory.resolve(word).normalize().toString())
                .toList();
    }

    /** Gogo takes an option that it does not know for a word. */
    private static List<String> given(String[] words, String verb) {
        List<String> given = List.of(words);
        Optional<String> option =
                Arrays.stream(words).filter(word -> word.startsWith("--")).findFirst();
        if (option.isPresent()) {
            throw new IllegalArgumentException(option.get() + ": no such option; see help milter:" + verb);
        }
        return given;
    }
}
