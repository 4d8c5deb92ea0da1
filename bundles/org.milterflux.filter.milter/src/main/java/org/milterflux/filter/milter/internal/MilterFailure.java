package org.milterflux.filter.milter.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.SocketSpec;

/**
 * The milter did not do its part. The message says which milter, when and why; a stack would tell of nobody's mistake.
 */
final class MilterFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MilterFailure(String message) {
        super(message, null, false, false);
    }

    /** A milter that could not be had, for a reason that names it. */
    static MilterFailure unreachable(Throwable cause) {
        return new MilterFailure(String.valueOf(cause.getMessage()));
    }

    /** A milter that failed in its answer to an event. */
    static MilterFailure at(SocketSpec milter, CommandCode event, Throwable cause, Duration limit) {
        return new MilterFailure("milter " + milter + " at " + word(event) + ": " + why(cause, limit));
    }

    /** The event as a log names it. */
    static String word(CommandCode event) {
        return event == CommandCode.NEGOTIATE
                ? "negotiation"
                : event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String why(Throwable cause, Duration limit) {
        if (cause instanceof TimeoutException) {
            return "no answer within " + limit.toSeconds() + " s";
        }
        boolean known = cause instanceof ProtocolException
                || cause instanceof IOException
                || cause instanceof IllegalArgumentException;
        return known ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** The message says it all, and those who log the failure print this. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
