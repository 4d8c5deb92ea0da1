package org.milterflux.filter.clamav.internal;

/** What to do with a message in which clamd found something. */
enum Infected {
    /** Refuse it for good. */
    REJECT,
    /** Refuse it for now. */
    TEMPFAIL,
    /** Put it on hold in the MTA. */
    QUARANTINE,
    /** Take it, and drop it silently. */
    DISCARD,
    /** Let it pass with the finding in the header. */
    TAG
}
