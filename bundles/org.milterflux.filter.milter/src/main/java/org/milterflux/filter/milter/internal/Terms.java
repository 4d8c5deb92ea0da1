package org.milterflux.filter.milter.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Macros;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.MacroBook;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ReplyKind;
import org.milterflux.protocol.Step;

/**
 * What was agreed with the milter on one connection, and how the MTA in front would keep it.
 *
 * @param agreed what it may do and is sent
 * @param front the MTA in front, in whose manner macros are told
 * @param macros which are told before which event
 */
record Terms(OptionNegotiation agreed, Front front, MacroBook macros) {

    /** Everything there is, but no larger packets: what the MTA lacks the platform makes up for. */
    static final OptionNegotiation OFFER = OptionNegotiation.offer(Negotiation.NEWEST);

    /**
     * The terms of the milter's answer to {@link #OFFER}.
     *
     * @param known the macros of the connection, which tell the MTA
     * @throws org.milterflux.protocol.ProtocolException when nobody could work with the answer
     */
    static Terms of(OptionNegotiation answer, Macros known) {
        OptionNegotiation agreed = Negotiation.agree(OFFER, answer);
        Front front = Front.of(known);
        return new Terms(agreed, front, front.macros(agreed.symbols()));
    }

    /** Whether the milter wants recipients too that the MTA refuses ({@code SMFIP_RCPT_REJ}). */
    boolean wantsRefusedRecipients() {
        return agreed.has(Step.REJECTED_RECIPIENTS);
    }

    /** Whether header values keep the space after the colon, both ways ({@code SMFIP_HDR_LEADSPC}). */
    boolean leadingSpace() {
        return agreed.has(Step.HEADER_LEADING_SPACE);
    }

    /**
     * The packets for an event, the macros first; without the event itself when the milter does not want it.
     *
     * @param known where macros are looked up
     */
    List<Command> packets(Command event, Macros known) {
        boolean sent = sends(event.commandCode());
        List<Command> packets = new ArrayList<>();
        macros.before(event.commandCode(), sent, known::macro).ifPresent(packets::add);
        if (sent) {
            packets.add(event);
        }
        return packets;
    }

    /** Whether the milter wants the event ({@code SMFIP_NO…}). */
    boolean sends(CommandCode event) {
        return agreed.sends(event);
    }

    /** Whether the milter answers the event ({@code SMFIP_NR_…}). */
    boolean awaitsAnswer(CommandCode event) {
        return sends(event) && agreed.awaitsVerdict(event);
    }

    /** Whether the milter said that it would make such edits. */
    boolean allows(ReplyKind edit) {
        return action(edit).filter(agreed::has).isPresent();
    }

    private static Optional<Action> action(ReplyKind edit) {
        return switch (edit) {
            case ADD_HEADER, INSERT_HEADER -> Optional.of(Action.ADD_HEADERS);
            case CHANGE_HEADER -> Optional.of(Action.CHANGE_HEADERS);
            case REPLACE_BODY -> Optional.of(Action.CHANGE_BODY);
            case ADD_RECIPIENT -> Optional.of(Action.ADD_RECIPIENT);
            case ADD_RECIPIENT_WITH_ARGUMENTS -> Optional.of(Action.ADD_RECIPIENT_WITH_ARGUMENTS);
            case DELETE_RECIPIENT -> Optional.of(Action.DELETE_RECIPIENT);
            case CHANGE_SENDER -> Optional.of(Action.CHANGE_SENDER);
            case QUARANTINE -> Optional.of(Action.QUARANTINE);
            case NEGOTIATE,
                    CONTINUE,
                    ACCEPT,
                    REJECT,
                    TEMPFAIL,
                    DISCARD,
                    SKIP,
                    REPLY_CODE,
                    SHUTDOWN,
                    CONNECTION_FAILED,
                    PROGRESS -> Optional.empty();
        };
    }
}
