package org.milterflux.deployer.internal.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word somebody meant to type. */
final class Nearest {

    private Nearest() {}

    /** The known word with the fewest letters to change, when these are no more than a third of its own. */
    static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .filter(word -> changes(typed, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> changes(typed, word)));
    }

    /** Letters to insert, remove or replace; upper and lower case alike. */
    private static int changes(String typed, String word) {
        String from = typed.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[][] fewest = new int[from.length() + 1][to.length() + 1];
        for (int left = 0; left <= from.length(); left++) {
            for (int right = 0; right <= to.length(); right++) {
                if (left == 0 || right == 0) {
                    fewest[left][right] = left + right;
                } else {
                    int replaced = from.charAt(left - 1) == to.charAt(right - 1) ? 0 : 1;
                    fewest[left][right] = Math.min(
                            fewest[left - 1][right - 1] + replaced,
                            1 + Math.min(fewest[left - 1][right], fewest[left][right - 1]));
                }
            }
        }
        return fewest[from.length()][to.length()];
    }
}
