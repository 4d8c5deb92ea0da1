package org.milterflux.filter.milter.internal;

import java.util.Optional;
import org.milterflux.api.Event;
import org.milterflux.api.Macros;

/** Where the macros of an event are looked up. */
final class MacroSource {

    /** Sendmail and Postfix mark a recipient that they refuse with this mailer. */
    private static final String REFUSED = "error";

    private MacroSource() {}

    /** What the event brings; empty for one that brings nothing new. */
    static Optional<Macros> of(Event event) {
        if (event instanceof Event.Connected connected) {
            return Optional.of(connected.connection());
        }
        if (event instanceof Event.Greeted greeted) {
            return Optional.of(greeted.connection());
        }
        if (event instanceof Event.CommandUnknown unknown) {
            return Optional.of(unknown.connection());
        }
        if (event instanceof Event.SenderGiven given) {
            return Optional.of(given.envelope());
        }
        if (event instanceof Event.RecipientGiven given) {
            return Optional.of(given.envelope());
        }
        if (event instanceof Event.DataStarted started) {
            return Optional.of(started.envelope());
        }
        return event instanceof Event.MessageEnded ended ? Optional.of(ended.message()) : Optional.empty();
    }

    /** Whether this is a recipient that the MTA itself refuses: what the milter says to it changes nothing. */
    static boolean isRefusedRecipient(Event event) {
        return event instanceof Event.RecipientGiven given
                && given.envelope().macro("rcpt_mailer").filter(REFUSED::equals).isPresent();
    }
}
