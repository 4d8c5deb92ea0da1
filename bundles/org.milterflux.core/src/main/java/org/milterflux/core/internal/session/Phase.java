package org.milterflux.core.internal.session;

import org.milterflux.protocol.CommandCode;

/** How far a session has got. What may come when is more tolerant than libmilter: nothing answerable stays unanswered. */
enum Phase {
    /** Nothing yet. */
    NEW,
    /** {@code SMFIC_OPTNEG} was answered. */
    NEGOTIATED,
    /** A client is there, and no message is open. */
    CONNECTED,
    /** MAIL was accepted. */
    IN_MAIL,
    /** A recipient was named. */
    IN_RCPT,
    /** DATA was given. */
    IN_DATA,
    /** Header fields arrive. */
    IN_HEADERS,
    /** The body arrives, or may. */
    IN_BODY;

    /** What a command means in a phase. */
    enum Reaction {
        /** It is in order. */
        PROCEED,
        /** It is in order, and ends the message that is open. */
        RESTART,
        /**
         * Content or recipients of a message that never began. Postfix sends such after a filter's death with
         * {@code default_action=quarantine}; the message gets an envelope without sender.
         */
        BEGIN,
        /** The peer does not keep to the protocol. */
        VIOLATION
    }

    boolean isMessage() {
        return compareTo(IN_MAIL) >= 0;
    }

    Reaction on(CommandCode command) {
        return switch (command) {
            case MACRO, ABORT, QUIT -> Reaction.PROCEED;
            case NEGOTIATE -> proceedIf(this == NEW);
            case CONNECT -> proceedIf(this == NEGOTIATED);
            case HELO, MAIL, QUIT_NEW_CONNECTION ->
                this == NEW ? Reaction.VIOLATION : isMessage() ? Reaction.RESTART : Reaction.PROCEED;
            case RCPT, DATA -> inMessage(this == IN_MAIL || this == IN_RCPT || this == IN_DATA);
            case HEADER, END_OF_HEADERS -> inMessage(this != IN_BODY);
            case BODY, END_OF_MESSAGE -> inMessage(true);
            case UNKNOWN -> proceedIf(this != NEW && this != IN_HEADERS && this != IN_BODY);
        };
    }

    private Reaction inMessage(boolean inOrder) {
        if (isMessage()) {
            return proceedIf(inOrder);
        }
        return this == CONNECTED ? Reaction.BEGIN : Reaction.VIOLATION;
    }

    private static Reaction proceedIf(boolean inOrder) {
        return inOrder ? Reaction.PROCEED : Reaction.VIOLATION;
    }
}
