package org.milterflux.testing;

import java.util.Arrays;
import java.util.List;

/** Compares what was expected with what came; an ellipsis stands for any text. */
final class Expectation {

    private static final String ANY = "\u2026";

    private Expectation() {}

    static boolean matches(String expected, String actual) {
        List<String> parts = Arrays.asList(expected.split(ANY, -1));
        if (parts.size() == 1) {
            return actual.equals(expected);
        }
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (!actual.startsWith(first)) {
            return false;
        }
        int at = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = actual.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return actual.length() >= at + last.length() && actual.endsWith(last);
    }
}
