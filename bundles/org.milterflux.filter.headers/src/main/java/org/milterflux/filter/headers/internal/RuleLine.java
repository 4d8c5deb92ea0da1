package org.milterflux.filter.headers.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule that says {@code Name: value}, perhaps with words before it.
 *
 * @param words some of those that the rule knows
 */
record RuleLine(Set<String> words, FieldTemplate field) {

    /** @throws IllegalArgumentException saying what to write instead */
    static RuleLine parse(String line, Set<String> knownWords) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("write 'Name: value'");
        }
        List<String> head = List.of(line.substring(0, colon).strip().split("\\s+", -1));
        Set<String> words = new TreeSet<>(head.subList(0, head.size() - 1));
        if (!knownWords.containsAll(words)) {
            throw new IllegalArgumentException(allowed(knownWords));
        }
        String name = head.get(head.size() - 1);
        return new RuleLine(
                words, new FieldTemplate(name, line.substring(colon + 1).strip()));
    }

    private static String allowed(Set<String> words) {
        return "before the name write nothing"
                + (words.isEmpty() ? "" : " or " + String.join(", ", new TreeSet<>(words)));
    }
}
