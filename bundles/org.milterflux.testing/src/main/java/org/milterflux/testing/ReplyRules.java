package org.milterflux.testing;

import org.milterflux.protocol.Action;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyKind;

/** Which replies an MTA takes in answer to which event. */
final class ReplyRules {

    private final Mta mta;
    private final OptionNegotiation agreement;

    ReplyRules(Mta mta, OptionNegotiation agreement) {
        this.mta = mta;
        this.agreement = agreement;
    }

    /**
     * Refuses what the MTA takes for a broken filter.
     *
     * @throws ProtocolException says why
     */
    void check(CommandCode event, Reply reply) {
        switch (reply.replyKind().role()) {
            case NEGOTIATION -> throw broken(event, reply, "was settled before");
            case EDIT -> checkEdit(event, reply);
            case PROGRESS -> require(mta == Mta.POSTFIX || isEnd(event), event, reply, "is for end of message only");
            case VERDICT -> checkVerdict(event, reply);
        }
    }

    private void checkEdit(CommandCode event, Reply reply) {
        require(isEnd(event), event, reply, "is for end of message only");
        boolean body = reply.replyKind() == ReplyKind.REPLACE_BODY;
        require(
                mta == Mta.POSTFIX || !body || agreement.has(Action.CHANGE_BODY),
                event,
                reply,
                "was not declared in negotiation");
    }

    private void checkVerdict(CommandCode event, Reply reply) {
        switch (reply.replyKind()) {
            case CONNECTION_FAILED -> throw broken(event, reply, "is never understood");
            case SHUTDOWN -> require(mta == Mta.POSTFIX, event, reply, "is not understood");
            case SKIP -> require(mta == Mta.POSTFIX || isContent(event), event, reply, "is for content only");
            default -> {}
        }
    }

    /** Postfix takes replaced bodies only in one piece. */
    void checkContiguous(ReplyKind before, Reply reply, boolean bodyBegun) {
        boolean body = reply.replyKind() == ReplyKind.REPLACE_BODY;
        if (mta == Mta.POSTFIX && body && bodyBegun && before != ReplyKind.REPLACE_BODY) {
            throw new ProtocolException("Postfix: replaced body interrupted by '" + (char) before.letter() + "'");
        }
    }

    private static boolean isEnd(CommandCode event) {
        return event == CommandCode.END_OF_MESSAGE;
    }

    private static boolean isContent(CommandCode event) {
        return switch (event) {
            case HEADER, END_OF_HEADERS, BODY -> true;
            default -> false;
        };
    }

    private void require(boolean legal, CommandCode event, Reply reply, String why) {
        if (!legal) {
            throw broken(event, reply, why);
        }
    }

    private ProtocolException broken(CommandCode event, Reply reply, String why) {
        return new ProtocolException(
                mta + ": reply '" + (char) reply.letter() + "' to '" + (char) event.letter() + "' " + why);
    }
}
