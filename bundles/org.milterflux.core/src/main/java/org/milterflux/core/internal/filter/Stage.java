package org.milterflux.core.internal.filter;

/** Where in a session a filter can be asked, in the order of a session. */
public enum Stage {
    CONNECT,
    HELO,
    SENDER,
    RECIPIENT,
    DATA,
    /** The header and the body while they arrive: for filters that take them piece by piece. */
    CONTENT,
    /** The end of the message. */
    MESSAGE,
    /** A command the MTA does not know; at any time outside the content. */
    UNKNOWN;

    /** Whether a verdict here is on the connection, not on a message. */
    public boolean isConnection() {
        return this == CONNECT || this == HELO;
    }

    /** Whether a refusal here leaves the message open: it refuses a recipient or a command alone, or DATA, which may come again. */
    public boolean staysOpen() {
        return this == RECIPIENT || this == DATA || this == UNKNOWN;
    }
}
