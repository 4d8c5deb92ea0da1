package org.milterflux.testing;

import org.milterflux.protocol.OptionNegotiation;

/**
 * How the MTA is played.
 *
 * @param mta whose conduct
 * @param offer what it offers in negotiation
 * @param timeouts how long it waits
 * @param trace who listens
 */
public record MtaSettings(Mta mta, OptionNegotiation offer, Timeouts timeouts, Trace trace) {

    /** The MTA as it is installed today: version 6, everything offered. */
    public static MtaSettings of(Mta mta) {
        return new MtaSettings(mta, OptionNegotiation.offer(6), Timeouts.of(mta), Trace.NONE);
    }

    /** With another offer. */
    public MtaSettings offering(OptionNegotiation other) {
        return new MtaSettings(mta, other, timeouts, trace);
    }

    /** With other patience. */
    public MtaSettings waiting(Timeouts other) {
        return new MtaSettings(mta, offer, other, trace);
    }

    /** With another listener. */
    public MtaSettings traced(Trace other) {
        return new MtaSettings(mta, offer, timeouts, other);
    }
}
