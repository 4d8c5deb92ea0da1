package org.milterflux.core.internal.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Step;

/**
 * What we would like of every MTA: all that a filter which joins later may need, since it is agreed only once.
 *
 * <p>Every event is wanted and answered, but header fields: a refusal of one can wait for the end of the header, as the MTA
 * has the whole message by then.
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

    static final OptionNegotiation ALL = OptionNegotiation.of(
            Negotiation.NEWEST,
            EnumSet.allOf(Action.class),
            EnumSet.of(Step.NO_REPLY_HEADERS, Step.SKIP, Step.HEADER_LEADING_SPACE),
            Map.of(
                    MacroStage.CONNECT, CONNECT,
                    MacroStage.HELO, HELO,
                    MacroStage.MAIL, MAIL,
                    MacroStage.RCPT, RCPT,
                    MacroStage.DATA, QUEUE_ID,
                    MacroStage.END_OF_HEADERS, QUEUE_ID,
                    MacroStage.END_OF_MESSAGE, List.of("i", "msg_id")));

    private Wishes() {}
}
