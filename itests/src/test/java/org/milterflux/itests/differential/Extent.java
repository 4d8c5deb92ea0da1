package org.milterflux.itests.differential;

/** How much of the proof runs: a part that takes little time, or with the Maven profile {@code differential} all of it. */
enum Extent {
    QUICK,
    ALL;

    boolean isWanted() {
        return System.getProperty("differential", "quick").equalsIgnoreCase(name());
    }
}
