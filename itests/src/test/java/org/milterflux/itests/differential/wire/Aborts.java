package org.milterflux.itests.differential.wire;

/** What to write of {@code SMFIC_ABORT}. */
public enum Aborts {
    /** One for each message that began and did not end, whatever came: MTAs differ in how many they send, and when. */
    AS_OWED,
    /** Every one that came. */
    AS_SENT
}
