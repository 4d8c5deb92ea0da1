package org.milterflux.core.internal.session;

import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;

/**
 * What we wish of many MTAs, and what comes of it with each: those that offer the same share one agreement. Safe from any
 * thread.
 */
final class Proposal {

    private final OptionNegotiation wishes;
    private final OptionNegotiation assumed;
    private volatile @Nullable Agreement latest;

    private record Agreement(OptionNegotiation offer, OptionNegotiation answer) {}

    Proposal(OptionNegotiation wishes) {
        this.wishes = wishes;
        assumed = Negotiation.answer(OptionNegotiation.offer(Negotiation.NEWEST), wishes);
    }

    /** The agreement with an MTA that has offered everything. */
    OptionNegotiation assumed() {
        return assumed;
    }

    /**
     * Our answer to an offer.
     *
     * @throws ProtocolException when the MTA is older than the oldest known
     */
    OptionNegotiation answer(OptionNegotiation offer) {
        Agreement known = latest;
        if (known == null || !known.offer().equals(offer)) {
            known = new Agreement(offer, Negotiation.answer(offer, wishes));
            latest = known;
        }
        return known.answer();
    }
}
