package org.milterflux.api;

import java.nio.ByteBuffer;

/**
 * What happens on a connection, for a {@link SessionFilter}.
 *
 * <p>Every event but {@link HeaderRead} and {@link MessageAborted} wants exactly one {@link Decision}.
 */
public sealed interface Event {

    /** Whether the filter must answer before the next event comes. */
    default boolean isAnswered() {
        return true;
    }

    /** A client connected ({@code SMFIC_CONNECT}): the first event. */
    record Connected(Connection connection) implements Event {}

    /** The client said HELO or EHLO ({@code SMFIC_HELO}), as {@link Connection#helo()} tells; it may again, after STARTTLS. */
    record Greeted(Connection connection) implements Event {}

    /**
     * The client gave a command that the MTA does not know ({@code SMFIC_UNKNOWN}); a refusal refuses the command alone.
     *
     * @param line as the client sent it
     */
    record CommandUnknown(Connection connection, String line) implements Event {}

    /** A message begins ({@code SMFIC_MAIL}). */
    record SenderGiven(Envelope envelope) implements Event {}

    /**
     * One recipient ({@code SMFIC_RCPT}); a refusal refuses it alone. One that the MTA itself refuses comes only to a filter
     * whose profile asks for it, with the macro {@code rcpt_mailer} saying {@code error}; the answer changes nothing.
     */
    record RecipientGiven(Envelope envelope, Recipient recipient) implements Event {}

    /** The client is about to send the content ({@code SMFIC_DATA}). */
    record DataStarted(Envelope envelope) implements Event {}

    /** One header field ({@code SMFIC_HEADER}), as the filters before left it. Not answered. */
    record HeaderRead(HeaderField field) implements Event {
        @Override
        public boolean isAnswered() {
            return false;
        }
    }

    /** The header has ended ({@code SMFIC_EOH}). */
    record HeadersEnded() implements Event {}

    /**
     * A piece of the body ({@code SMFIC_BODY}), cut blindly: CR and LF may be in two pieces. Comes only to a filter whose
     * profile says that it reads the body.
     *
     * @param bytes read-only, at most 65,535; valid until answered: whoever wants them longer copies them
     */
    record BodyRead(ByteBuffer bytes) implements Event {}

    /**
     * The message is complete ({@code SMFIC_BODYEOB}); the one event that edits may answer. Its body is empty here: it has
     * come in pieces.
     */
    record MessageEnded(Message message) implements Event {}

    /** The message ended early ({@code SMFIC_ABORT}): forget it. Not answered. */
    record MessageAborted() implements Event {
        @Override
        public boolean isAnswered() {
            return false;
        }
    }
}
