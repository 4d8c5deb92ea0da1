package org.milterflux.protocol;

/**
 * Strings that came a while ago, so that equal ones are kept once: each connection of an MTA tells the same names and version
 * again, and the client's in three places, and all of that stays for as long as the connection is open.
 *
 * <p>Safe from any thread: two that do not see each other's strings keep one more, and that is all.
 */
final class Repeats {

    private static final int PLACES = 256;
    private static final int LONGEST = 64;

    private static final String[] LATEST = new String[PLACES];

    private Repeats() {}

    /** An equal string, the same as before if there was one lately. */
    static String known(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String latest = LATEST[place];
        if (text.equals(latest)) {
            return latest;
        }
        if (text.length() <= LONGEST) {
            LATEST[place] = text;
        }
        return text;
    }
}
