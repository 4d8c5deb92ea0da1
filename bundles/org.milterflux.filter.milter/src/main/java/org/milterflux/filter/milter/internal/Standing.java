package org.milterflux.filter.milter.internal;

import java.util.Optional;
import org.milterflux.api.Decision;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.CommandCode;

/**
 * Where a milter stands, and so whether it is sent the next event. Immutable.
 *
 * @param inMessage whether it waits for more of a message: after a final verdict it must get nothing before the next
 *     {@code SMFIC_MAIL}, for libmilter would not answer
 * @param held a final verdict on a header field, until an event comes that it can answer
 * @param skipped the kind of event of which it wants no more in a row ({@code SMFIR_SKIP}, as Postfix understands it)
 * @param isFinished whether it has said all it will on this connection
 */
record Standing(boolean inMessage, Optional<Verdict> held, Optional<CommandCode> skipped, boolean isFinished) {

    /** On a new connection. */
    static final Standing NEW = new Standing(false, Optional.empty(), Optional.empty(), false);

    private static final Standing FINISHED = new Standing(false, Optional.empty(), Optional.empty(), true);
    private static final Standing MESSAGE = new Standing(true, Optional.empty(), Optional.empty(), false);

    /** When the event comes. */
    Standing at(CommandCode event) {
        return switch (event) {
            case MAIL -> MESSAGE;
            case CONNECT, HELO -> NEW;
            case ABORT -> inMessage ? this : NEW;
            default -> skips(event) ? this : new Standing(inMessage, held, Optional.empty(), isFinished);
        };
    }

    /** Whether the milter must not be sent the event. */
    boolean passesOver(CommandCode event) {
        return switch (event) {
            case RCPT, DATA, HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE, ABORT -> !inMessage || skips(event);
            case NEGOTIATE, MACRO, CONNECT, HELO, MAIL, UNKNOWN, QUIT, QUIT_NEW_CONNECTION -> false;
        };
    }

    private boolean skips(CommandCode event) {
        return skipped.filter(event::equals).isPresent();
    }

    /** When the event is on its way. It need not have arrived: whoever ends the connection then must not abort again. */
    Standing sent(CommandCode event) {
        return event == CommandCode.ABORT ? NEW : this;
    }

    /** When the milter has answered the event. */
    Standing after(CommandCode event, Decision decision) {
        Verdict said = decision instanceof Verdict verdict ? verdict : Verdict.pass();
        return switch (event) {
            case CONNECT, HELO -> isFinal(said) && said.kind() != Verdict.Kind.DISCARD ? FINISHED : this;
            case RCPT, DATA -> isRefusal(said) ? this : inMessage(event, said);
            case MAIL, END_OF_HEADERS, BODY -> inMessage(event, said);
            case HEADER -> isFinal(said) ? holding(said) : inMessage(event, said);
            case END_OF_MESSAGE -> NEW;
            case NEGOTIATE, MACRO, ABORT, UNKNOWN, QUIT, QUIT_NEW_CONNECTION -> this;
        };
    }

    private Standing inMessage(CommandCode event, Verdict said) {
        if (said.kind() == Verdict.Kind.SKIP) {
            return new Standing(true, held, Optional.of(event), false);
        }
        return isFinal(said) ? NEW : this;
    }

    /** The MTA has the whole message by then, so that the verdict can wait for the end of the header. */
    private static Standing holding(Verdict said) {
        return new Standing(false, Optional.of(said), Optional.empty(), false);
    }

    private static boolean isFinal(Verdict said) {
        return said.kind() != Verdict.Kind.PASS && said.kind() != Verdict.Kind.SKIP;
    }

    private static boolean isRefusal(Verdict said) {
        return said.kind() == Verdict.Kind.REJECT || said.kind() == Verdict.Kind.TEMPFAIL;
    }
}
