package org.milterflux.filter.headers.internal;

import java.util.regex.Pattern;

/** Breaks long header values into lines, as RFC 5322 §2.2.3 wants it: before white space, which stays. */
final class Folding {

    /** RFC 5322 §2.1.1: what a line should not be longer than. */
    private static final int LINE = 78;

    private static final Pattern WORD_END = Pattern.compile("(?<=\\S)(?=[ \t])");

    private Folding() {}

    /** The value in lines that LF ends; a word that is longer than a line stays whole. */
    static String fold(String name, String value) {
        StringBuilder folded = new StringBuilder();
        int column = name.length() + ": ".length();
        for (String word : WORD_END.split(value, -1)) {
            if (!folded.isEmpty() && column + word.length() > LINE) {
                folded.append('\n');
                column = 0;
            }
            folded.append(word);
            column += word.length();
        }
        return folded.toString();
    }
}
