package org.milterflux.filter.spamassassin.internal;

/** Text from outside, made fit for places where a line end or a byte beyond ASCII would do harm. */
final class Printable {

    private Printable() {}

    /** The same in printable ASCII; every other character shows as {@code ?}. */
    static String of(String text) {
        return text.strip().replaceAll("[^ -~]", "?");
    }
}
