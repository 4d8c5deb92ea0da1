package org.milterflux.core.internal.filter;

/** How long a failure of a filter lasts. */
public enum FailureScope {
    /** To the end of the message: the filter is tried again at the next one. */
    MESSAGE,
    /** To the end of the connection, as in both MTAs. */
    CONNECTION
}
