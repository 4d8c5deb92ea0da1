package org.milterflux.core.internal.filter;

import java.util.Optional;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;

/** What happens to a message when a filter fails: the administrator's choice, named as the MTAs name theirs. */
public enum FailureAction {
    /** Goes on without the filter. Postfix's {@code accept}; Sendmail's filter without {@code F=}. */
    SKIP,
    /** Refuses for now. */
    TEMPFAIL,
    /** Refuses for good. */
    REJECT,
    /** Takes the message, and puts it on hold if the other filters let it pass. */
    QUARANTINE,
    /** Refuses for now and closes the SMTP connection. */
    SHUTDOWN;

    /**
     * The verdict in the filter's place; empty when mail goes on.
     *
     * @param own the administrator's words; empty for those that the MTAs use themselves
     */
    public Optional<Verdict> refusal(Optional<SmtpReply> own) {
        return switch (this) {
            case SKIP, QUARANTINE -> Optional.empty();
            case TEMPFAIL -> refusal(own, 451, "4.7.1", "Service unavailable - try again later");
            case REJECT -> refusal(own, 550, "5.5.0", "Service unavailable");
            case SHUTDOWN -> refusal(own, 421, "4.7.1", "Service unavailable - try again later");
        };
    }

    private static Optional<Verdict> refusal(Optional<SmtpReply> own, int code, String enhancedCode, String text) {
        return Optional.of(Verdict.reply(own.orElseGet(() -> SmtpReply.of(code, enhancedCode, text))));
    }
}
