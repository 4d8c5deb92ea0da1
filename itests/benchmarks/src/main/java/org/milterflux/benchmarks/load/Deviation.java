package org.milterflux.benchmarks.load;

/** Something a milter did that it must not do, or did not do that it must; ends the session. */
final class Deviation extends Exception {

    private final String kind;

    /**
     * @param kind what is counted, in a word
     * @param detail what it was this time
     */
    Deviation(String kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }
}
