package org.milterflux.core.management;

import java.time.Instant;
import java.util.Set;

/**
 * What the MTA of a listener's latest connection lets filters do and know.
 *
 * @param listener the listener's name
 * @param mta how it names itself, as in {@code Postfix 3.7.11}; empty while it has not
 * @param actions what it offered at negotiation, as {@code SMFIF_…} without that prefix
 * @param macros the names of all macros it has sent on this listener, without braces
 * @param messages how many messages have begun on this listener: from few, missing macros say little
 * @param since when the latest connection began
 */
public record MtaOffer(
        String listener, String mta, Set<String> actions, Set<String> macros, long messages, Instant since) {

    public MtaOffer {
        actions = Set.copyOf(actions);
        macros = Set.copyOf(macros);
    }
}
