package org.milterflux.launcher.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of the shell's command line as a command line for Gogo. */
final class CommandWords {

    /** What Gogo takes as it is, and the words with which one parts commands. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,~^-]+|\\||;|&&|\\|\\||>|>>|<");

    private static final Pattern SPECIAL_IN_QUOTES = Pattern.compile("[\\\\\"$]");

    private CommandWords() {}

    /** One word is a whole command line; several are words already, and what the shell has unquoted is quoted again. */
    static String joined(List<String> words) {
        return words.size() == 1
                ? words.get(0)
                : words.stream().map(CommandWords::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        return PLAIN.matcher(word).matches()
                ? word
                : '"' + SPECIAL_IN_QUOTES.matcher(word).replaceAll("\\\\$0") + '"';
    }
}
