package org.milterflux.api.result;

import java.util.regex.Pattern;

/** Breaks long header values into lines, as RFC 5322 §2.2.3 wants it: before white space, which stays. */
public final class Folding {

    /** RFC 5322 §2.1.1: what a line should not be longer than. */
    private static final int LINE = 78;

    private static final Pattern WORD_END = Pattern.compile("(?<=\\S)(?=[ \t])");

    private Folding() {}

    /**
     * The value in lines that LF ends, as {@link org.milterflux.api.Edit#addHeader} takes it; a word that is longer than a line
     * stays whole.
     *
     * @param name of the field, which stands in the first line too
     * @param value without line ends
     */
    public static String fold(String name, String value) {
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
