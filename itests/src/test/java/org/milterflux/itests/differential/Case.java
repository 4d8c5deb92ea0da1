package org.milterflux.itests.differential;

import java.util.List;

/**
 * One line of the matrix.
 *
 * @param number its number
 * @param flag how it is judged
 * @param servers marks of the MTAs it makes sense on; empty for all
 * @param title what happens, in words
 * @param elsewhere the test that shows it when this is not played here, or why nothing can; else empty
 * @param scene what is played
 */
record Case(String number, Flag flag, List<String> servers, String title, String elsewhere, Scene scene) {

    /** How a case is judged. */
    enum Flag {
        /** By comparison: equal to separate milters. */
        D,
        /** An intended deviation: as expected. */
        V,
        /** Of the platform only: as expected. */
        P
    }

    boolean isPlayedOn(Server server) {
        return elsewhere.isEmpty() && (servers.isEmpty() || servers.contains(server.mark()));
    }

    @Override
    public String toString() {
        return number + " " + title;
    }
}
