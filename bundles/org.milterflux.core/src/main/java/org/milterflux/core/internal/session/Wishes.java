package org.milterflux.core.internal.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.milterflux.core.internal.chain.Generation;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Step;

/**
 * What we would like of every MTA: all that a filter which joins later may need, since it is agreed only once.
 *
 * <p>Every event is wanted and answered, but header fields: a refusal of one can wait for the end of the header, as the MTA
 * has the whole message by then. For one chain; safe from any thread.
 */
final class Wishes {

    /** What both MTAs tell by default, the version by which to know them, and the client as Postfix saw it. */
    private static final List<String> CONNECT = List.of(
            "j",
            "_",
            "v",
            "daemon_name",
            "daemon_addr",
            "daemon_port",
            "if_name",
            "if_addr",
            "client_addr",
            "client_name",
            "client_port",
            "client_ptr");

    private static final List<String> HELO =
            List.of("tls_version", "cipher", "cipher_bits", "cert_subject", "cert_issuer");

    private static final List<String> MAIL = List.of(
            "i", "auth_type", "auth_authen", "auth_ssf", "auth_author", "mail_mailer", "mail_host", "mail_addr");

    private static final List<String> RCPT = List.of("i", "rcpt_mailer", "rcpt_host", "rcpt_addr");

    /** Short: Postfix repeats it before every header field and every piece of the body. */
    private static final List<String> QUEUE_ID = List.of("i");

    private static final List<String> END = List.of("i", "msg_id");

    /** As many macros as a stage can name: Sendmail's own bound. */
    private static final int MAX_MACROS = 50;

    private volatile @Nullable Known latest;

    /** The proposal of one generation under one set of rules: the same for all who connect while they are in force. */
    private record Known(Rules rules, long generation, Proposal proposal) {
        boolean isFor(Rules others, Generation another) {
            return rules.equals(others) && generation == another.number();
        }
    }

    /** What is wished of an MTA that connects now. */
    Proposal of(Workshop workshop) {
        Generation generation = workshop.chain().current();
        Known known = latest;
        if (known == null || !known.isFor(workshop.rules(), generation)) {
            known = new Known(workshop.rules(), generation.number(), new Proposal(of(workshop.rules(), generation)));
            latest = known;
        }
        return known.proposal();
    }

    private static OptionNegotiation of(Rules rules, Generation generation) {
        List<Effects> filters = generation.members().stream()
                .map(member -> member.filter().profile().effects())
                .toList();
        Set<Step> steps = EnumSet.of(Step.NO_REPLY_HEADERS, Step.SKIP, Step.HEADER_LEADING_SPACE);
        if (filters.stream().anyMatch(Effects::rejectedRecipients)) {
            steps.add(Step.REJECTED_RECIPIENTS);
        }
        return OptionNegotiation.of(
                Negotiation.NEWEST, rules.actions(), steps, rules.macros() ? macros(filters) : Map.of());
    }

    private static Map<MacroStage, List<String>> macros(List<Effects> filters) {
        List<String> more =
                filters.stream().flatMap(effects -> effects.macros().stream()).toList();
        return Map.of(
                MacroStage.CONNECT, with(CONNECT, more),
                MacroStage.HELO, with(HELO, more),
                MacroStage.MAIL, with(MAIL, more),
                MacroStage.RCPT, with(RCPT, more),
                MacroStage.DATA, with(QUEUE_ID, more),
                MacroStage.END_OF_HEADERS, with(QUEUE_ID, more),
                MacroStage.END_OF_MESSAGE, with(END, more));
    }

    private static List<String> with(List<String> usual, List<String> more) {
        return Stream.concat(usual.stream(), more.stream())
                .distinct()
                .limit(MAX_MACROS)
                .toList();
    }
}
