package org.milterflux.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;

/** Which macros are told before which event: the MTA's own lists, changed by those the filter asked for. */
final class MacroBook {

    private static final Map<MacroStage, List<String>> POSTFIX = Map.of(
            MacroStage.CONNECT, List.of("j", "daemon_name", "daemon_addr", "v", "_"),
            MacroStage.HELO, List.of("tls_version", "cipher", "cipher_bits", "cert_subject", "cert_issuer"),
            MacroStage.MAIL,
                    List.of("i", "auth_type", "auth_authen", "auth_author", "mail_addr", "mail_host", "mail_mailer"),
            MacroStage.RCPT, List.of("i", "rcpt_addr", "rcpt_host", "rcpt_mailer"),
            MacroStage.DATA, List.of("i"),
            MacroStage.END_OF_HEADERS, List.of("i"),
            MacroStage.END_OF_MESSAGE, List.of("i"));

    private static final Map<MacroStage, List<String>> SENDMAIL = Map.of(
            MacroStage.CONNECT, List.of("j", "_", "daemon_name", "if_name", "if_addr"),
            MacroStage.HELO, List.of("tls_version", "cipher", "cipher_bits", "cert_subject", "cert_issuer"),
            MacroStage.MAIL,
                    List.of(
                            "i",
                            "auth_type",
                            "auth_authen",
                            "auth_ssf",
                            "auth_author",
                            "mail_mailer",
                            "mail_host",
                            "mail_addr"),
            MacroStage.RCPT, List.of("rcpt_mailer", "rcpt_host", "rcpt_addr"),
            MacroStage.END_OF_MESSAGE, List.of("msg_id"));

    private final Mta mta;
    private final Map<MacroStage, List<String>> asked;

    MacroBook(Mta mta, Map<MacroStage, List<String>> asked) {
        this.mta = mta;
        this.asked = asked;
    }

    /**
     * The packet before an event; empty when there is none.
     *
     * @param sent whether the event itself is sent
     * @param values all there are, by name without braces
     */
    Optional<Macros> before(CommandCode event, boolean sent, Map<String, String> values) {
        return switch (mta) {
            case POSTFIX -> postfix(event, sent, values);
            case SENDMAIL -> sendmail(event, sent, values);
        };
    }

    /** Tells macros before every header and body chunk again, and an empty list as an empty packet. */
    private Optional<Macros> postfix(CommandCode event, boolean sent, Map<String, String> values) {
        return switch (event) {
            case CONNECT, HELO, MAIL, RCPT, DATA, UNKNOWN, END_OF_MESSAGE -> Optional.of(postfix(event, values));
            case HEADER, END_OF_HEADERS, BODY -> sent ? Optional.of(postfix(event, values)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Macros postfix(CommandCode event, Map<String, String> values) {
        List<String> names = postfixStage(event)
                .map(stage -> asked.getOrDefault(stage, List.of()).isEmpty() ? POSTFIX.get(stage) : asked.get(stage))
                .orElse(List.of());
        return Macros.before(event, pick(names, values));
    }

    private static Optional<MacroStage> postfixStage(CommandCode event) {
        return switch (event) {
            case HEADER -> Optional.of(MacroStage.END_OF_HEADERS);
            case BODY -> Optional.of(MacroStage.END_OF_MESSAGE);
            default -> MacroStage.before(event);
        };
    }

    /** An empty list is no packet; a list without values is an empty one. */
    private Optional<Macros> sendmail(CommandCode event, boolean sent, Map<String, String> values) {
        if (event == CommandCode.END_OF_HEADERS && !sent) {
            return Optional.empty();
        }
        return MacroStage.before(event)
                .map(this::sendmailNames)
                .filter(names -> !names.isEmpty())
                .map(names -> Macros.before(event, pick(names, values)));
    }

    /** Sendmail looks for the list of end of message only where it was given one for end of headers. */
    private List<String> sendmailNames(MacroStage stage) {
        if (stage == MacroStage.END_OF_MESSAGE) {
            return asked.containsKey(MacroStage.END_OF_HEADERS)
                    ? asked.getOrDefault(stage, List.of())
                    : SENDMAIL.getOrDefault(stage, List.of());
        }
        return asked.getOrDefault(stage, SENDMAIL.getOrDefault(stage, List.of()));
    }

    private static Map<String, String> pick(List<String> names, Map<String, String> values) {
        Map<String, String> picked = new LinkedHashMap<>();
        for (String name : names) {
            Optional.ofNullable(values.get(name)).ifPresent(value -> picked.put(name, value));
        }
        return picked;
    }
}
