package org.milterflux.protocol;

import java.util.List;
import java.util.Optional;

/** Finds enhanced status codes (RFC 3463) in reply texts. */
final class EnhancedCode {

    private EnhancedCode() {}

    /** Three numbers: class 2, 4 or 5, then one to three digits, twice. */
    static boolean is(String text) {
        int subject = digits(text, 2);
        int detail = digits(text, 2 + subject + 1);
        return text.length() == 3 + subject + detail
                && "245".indexOf(text.charAt(0)) >= 0
                && text.charAt(1) == '.'
                && text.charAt(2 + subject) == '.'
                && subject >= 1
                && subject <= 3
                && detail >= 1
                && detail <= 3;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return Math.max(0, at - from);
    }

    /** The code the text starts with, followed by a space; empty when there is none. */
    static String startOf(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? "" : text.substring(0, space);
        return is(word) ? word : "";
    }

    /** The code every one of these texts starts with. */
    static Optional<String> common(List<String> texts) {
        String first = startOf(texts.get(0));
        return Optional.of(first)
                .filter(code -> !code.isEmpty()
                        && texts.stream().allMatch(text -> startOf(text).equals(code)));
    }
}
