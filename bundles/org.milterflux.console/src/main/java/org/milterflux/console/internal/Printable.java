package org.milterflux.console.internal;

/** Text of others, such as senders and filters, for a terminal. */
final class Printable {

    private Printable() {}

    /** The text with {@code ?} for every control character, which a terminal would obey. */
    static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
