package org.milterflux.filter.milter.internal;

import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;

/** Verdict packets as verdicts. */
final class Verdicts {

    private static final Verdict SHUTDOWN = Verdict.reply(SmtpReply.of(421, "4.7.0", "Service unavailable"));

    private Verdicts() {}

    /** @throws ProtocolException when the packet is no verdict, or one that says the milter has failed */
    static Verdict of(Reply reply) {
        return switch (reply.replyKind()) {
            case CONTINUE -> Verdict.pass();
            case ACCEPT -> Verdict.accept();
            case SKIP -> Verdict.skip();
            case REJECT -> Verdict.reject();
            case TEMPFAIL -> Verdict.tempfail();
            case DISCARD -> Verdict.discard();
            case REPLY_CODE -> ofWords(((ReplyCode) reply).text());
            case SHUTDOWN -> SHUTDOWN;
            case CONNECTION_FAILED -> throw new ProtocolException("it says that it has failed ('f')");
            case NEGOTIATE,
                    PROGRESS,
                    ADD_HEADER,
                    INSERT_HEADER,
                    CHANGE_HEADER,
                    REPLACE_BODY,
                    ADD_RECIPIENT,
                    ADD_RECIPIENT_WITH_ARGUMENTS,
                    DELETE_RECIPIENT,
                    CHANGE_SENDER,
                    QUARANTINE ->
                throw new ProtocolException("'" + (char) reply.letter() + "' is no answer to an event");
        };
    }

    /** The milter's own words; when the MTA would choke on them, the MTA's words of the same class. */
    private static Verdict ofWords(String text) {
        try {
            var words = org.milterflux.protocol.SmtpReply.parse(text);
            return Verdict.reply(new SmtpReply(words.code(), words.enhanced(), words.lines()));
        } catch (IllegalArgumentException e) {
            return text.startsWith("5") ? Verdict.reject() : Verdict.tempfail();
        }
    }
}
