package org.milterflux.filter.rspamd.internal;

/** What is done with a message that is too large to be scanned. */
enum TooLarge {
    /** It passes, and the result header says that it was not scanned. */
    PASS,
    /** It is refused for now. */
    TEMPFAIL,
    /** It is refused for good. */
    REJECT
}
