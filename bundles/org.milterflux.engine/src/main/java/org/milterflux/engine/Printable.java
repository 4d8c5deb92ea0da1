package org.milterflux.engine;

/** Text from outside, made fit for places where a line end or a byte beyond ASCII would do harm: a request, a header field, a log. */
public final class Printable {

    private Printable() {}

    /** The same in printable ASCII, without white space around it; every other character shows as {@code ?}. */
    public static String of(String text) {
        return text.strip().replaceAll("[^ -~]", "?");
    }
}
