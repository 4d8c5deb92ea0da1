package org.milterflux.core.internal.session;

import org.milterflux.core.internal.chain.Limits;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Step;

/** What was agreed with one MTA, and what it has told of itself since. */
final class Terms {

    private final Proposal proposal;
    private OptionNegotiation agreement;
    private Mta mta = Mta.UNKNOWN;
    private MacroScopes macros = MacroScopes.NONE;

    /** Nothing is agreed yet: whoever speaks out of order is taken to have offered everything. */
    Terms(Proposal proposal) {
        this.proposal = proposal;
        agreement = proposal.assumed();
    }

    /**
     * Our answer to an offer, in force from now on.
     *
     * @throws ProtocolException when the MTA is older than the oldest known
     */
    OptionNegotiation agree(OptionNegotiation offer) {
        agreement = proposal.answer(offer);
        return agreement;
    }

    OptionNegotiation agreement() {
        return agreement;
    }

    /** Whether the MTA waits for a verdict on the command. */
    boolean awaitsVerdict(CommandCode code) {
        return agreement.awaitsVerdict(code);
    }

    boolean has(Step step) {
        return agreement.has(step);
    }

    /** Takes what the MTA tells before an event; only Postfix does so before header fields and pieces of the body. */
    void tell(Macros told) {
        macros = macros.with(told);
        if (mta == Mta.UNKNOWN) {
            mta = told.event() == CommandCode.HEADER.letter() || told.event() == CommandCode.BODY.letter()
                    ? Mta.POSTFIX
                    : Mta.of(told.values());
        }
    }

    /** The macros as they hold for an event that arrives now. */
    MacroScopes macrosAt(MacroStage event) {
        macros = macros.at(event);
        return macros;
    }

    MacroScopes macros() {
        return macros;
    }

    /** A new connection of the same MTA. */
    void forgetMacros() {
        macros = MacroScopes.NONE;
    }

    Mta mta() {
        return mta;
    }

    /** How long the MTA waits. */
    Limits limits() {
        return Patience.of(mta);
    }
}
