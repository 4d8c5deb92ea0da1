package org.milterflux.core.condition;

/** How far a message must have come before a condition can be tested; in the order of the SMTP dialogue. */
public enum Scope {
    /** The client has connected: address, host, port, listener. */
    CONNECTION,
    /** The client has greeted: HELO name, TLS. */
    HELO,
    /** MAIL has come: sender, user. */
    SENDER,
    /** All recipients have come: known at DATA. */
    RECIPIENTS,
    /** The filters before this one are done with the message: size, attributes. */
    MESSAGE
}
