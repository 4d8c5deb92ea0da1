package org.milterflux.filter.clamav.internal;

/** What to do with a message that no clamd has looked at. */
enum Unscanned {
    /** Count as failed: the administrator's failure action follows, a temporary refusal unless configured. */
    FAIL,
    /** Refuse it for good. */
    REJECT,
    /** Let it pass with the reason in the header. */
    TAG
}
