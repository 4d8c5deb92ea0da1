package org.milterflux.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** See {@link MacroBook#ofSendmail}. */
record SendmailMacros(Map<MacroStage, List<String>> asked) implements MacroBook {

    static final Map<MacroStage, List<String>> OWN = Map.of(
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

    @Override
    public Optional<Macros> before(CommandCode event, boolean sent, Function<String, Optional<String>> values) {
        if (event == CommandCode.END_OF_HEADERS && !sent) {
            return Optional.empty();
        }
        return MacroStage.before(event)
                .map(this::names)
                .filter(names -> !names.isEmpty())
                .map(names -> MacroBook.told(event, names, values));
    }

    /** Sendmail looks for the list of end of message only where it was given one for end of headers. */
    private List<String> names(MacroStage stage) {
        List<String> own = OWN.getOrDefault(stage, List.of());
        if (stage == MacroStage.END_OF_MESSAGE) {
            return asked.containsKey(MacroStage.END_OF_HEADERS) ? asked.getOrDefault(stage, List.of()) : own;
        }
        return asked.getOrDefault(stage, own);
    }
}
