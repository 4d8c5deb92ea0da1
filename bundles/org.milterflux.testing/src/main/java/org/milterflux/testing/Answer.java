package org.milterflux.testing;

import java.util.List;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.ReplyKind;

/**
 * What the filter answered to one event.
 *
 * @param verdict {@link Continue} too for an event it did not want or does not answer
 * @param edits in order; only at end of message
 */
public record Answer(Reply verdict, List<Reply> edits) {

    /** As for an event nobody was asked about. */
    public static final Answer CONTINUE = new Answer(new Continue(), List.of());

    public Answer {
        edits = List.copyOf(edits);
    }

    /** Whether the client gets a 4xx or 5xx. */
    public boolean refuses() {
        return switch (verdict.replyKind()) {
            case REJECT, TEMPFAIL, REPLY_CODE, SHUTDOWN -> true;
            default -> false;
        };
    }

    /** Whether the filter need not be asked about this message again. */
    boolean isFinal() {
        return refuses() || is(ReplyKind.ACCEPT) || is(ReplyKind.DISCARD);
    }

    /** Whether the MTA ends the SMTP session after it. */
    boolean endsSession() {
        return is(ReplyKind.SHUTDOWN)
                || (verdict instanceof ReplyCode code && code.text().startsWith("421"));
    }

    boolean is(ReplyKind kind) {
        return verdict.replyKind() == kind;
    }
}
