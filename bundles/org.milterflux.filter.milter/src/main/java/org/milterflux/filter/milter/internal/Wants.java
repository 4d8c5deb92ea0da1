package org.milterflux.filter.milter.internal;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Step;

/**
 * What a milter wants that only the MTA has. The platform must ask the MTA for it before the milter is connected to, so it is
 * what the milter wanted last.
 *
 * @param macros names without braces, each once, in order of the alphabet
 * @param rejectedRecipients whether it wants recipients that the MTA refuses ({@code SMFIP_RCPT_REJ})
 */
record Wants(List<String> macros, boolean rejectedRecipients) {

    Wants {
        macros = macros.stream().distinct().sorted().toList();
    }

    /** What the milter asked for in its negotiation. */
    static Wants of(OptionNegotiation agreed) {
        return new Wants(
                agreed.symbols().values().stream().flatMap(Collection::stream).toList(),
                agreed.has(Step.REJECTED_RECIPIENTS));
    }

    /** What either wants. */
    Wants and(Wants other) {
        return new Wants(
                Stream.concat(macros.stream(), other.macros.stream()).toList(),
                rejectedRecipients || other.rejectedRecipients);
    }
}
