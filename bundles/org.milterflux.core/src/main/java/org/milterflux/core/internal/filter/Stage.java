package org.milterflux.core.internal.filter;

/** Where in a session a filter can be asked. */
public enum Stage {
    CONNECT,
    HELO,
    SENDER,
    RECIPIENT,
    DATA,
    MESSAGE;

    /** Whether a verdict here is on the connection, not on a message. */
    public boolean isConnection() {
        return this == CONNECT || this == HELO;
    }
}
