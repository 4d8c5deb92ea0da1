package org.milterflux.core.internal.filter;

/** What happens to a message while a required filter is not there. */
public enum AbsentAction {
    /** Waits for it at MAIL, then refuses for now. */
    HOLD,
    /** Refuses for now at once. */
    TEMPFAIL,
    /** Goes on without it. */
    SKIP
}
