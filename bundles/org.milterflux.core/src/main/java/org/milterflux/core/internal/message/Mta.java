package org.milterflux.core.internal.message;

import java.util.List;
import java.util.Map;
import org.milterflux.api.Body;
import org.milterflux.api.HeaderField;

/** The MTA in front, as its macros give it away: they count header fields and time out differently. */
public enum Mta {
    POSTFIX,
    SENDMAIL,
    UNKNOWN;

    /**
     * What the macros of one event tell.
     *
     * <p>The version decides. Without it, only Sendmail has the name of an interface; both have the daemon's address, but
     * Sendmail only when asked.
     *
     * @param macros names without braces; {@code v} is the version, which Sendmail sends only when asked
     * @return UNKNOWN when they do not tell
     */
    public static Mta of(Map<String, String> macros) {
        String version = macros.getOrDefault("v", "");
        if (!version.isEmpty()) {
            return version.startsWith("Postfix") ? POSTFIX : version.startsWith("8.") ? SENDMAIL : UNKNOWN;
        }
        if (macros.containsKey("if_name")) {
            return SENDMAIL;
        }
        return macros.containsKey("daemon_addr") ? POSTFIX : UNKNOWN;
    }

    HeaderBlock headers(List<HeaderField> sent) {
        return switch (this) {
            case POSTFIX -> PostfixHeaders.of(sent);
            case SENDMAIL -> SendmailHeaders.of(sent);
            case UNKNOWN -> UnknownHeaders.of(sent);
        };
    }

    /** A filter's body as the MTA keeps it: Postfix, in lines; Sendmail, in bytes. */
    Body stored(Body body) {
        return this == SENDMAIL ? body : LastLine.ended(body);
    }
}
