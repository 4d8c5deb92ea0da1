package org.milterflux.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** See {@link MacroBook#ofPostfix}. */
record PostfixMacros(Map<MacroStage, List<String>> asked) implements MacroBook {

    static final Map<MacroStage, List<String>> OWN = Map.of(
            MacroStage.CONNECT, List.of("j", "daemon_name", "daemon_addr", "v", "_"),
            MacroStage.HELO, List.of("tls_version", "cipher", "cipher_bits", "cert_subject", "cert_issuer"),
            MacroStage.MAIL,
                    List.of("i", "auth_type", "auth_authen", "auth_author", "mail_addr", "mail_host", "mail_mailer"),
            MacroStage.RCPT, List.of("i", "rcpt_addr", "rcpt_host", "rcpt_mailer"),
            MacroStage.DATA, List.of("i"),
            MacroStage.END_OF_HEADERS, List.of("i"),
            MacroStage.END_OF_MESSAGE, List.of("i"));

    @Override
    public Optional<Macros> before(CommandCode event, boolean sent, Function<String, Optional<String>> values) {
        return switch (event) {
            case CONNECT, HELO, MAIL, RCPT, DATA, UNKNOWN, END_OF_MESSAGE ->
                Optional.of(MacroBook.told(event, names(event), values));
            case HEADER, END_OF_HEADERS, BODY ->
                sent ? Optional.of(MacroBook.told(event, names(event), values)) : Optional.empty();
            case NEGOTIATE, MACRO, ABORT, QUIT, QUIT_NEW_CONNECTION -> Optional.empty();
        };
    }

    private List<String> names(CommandCode event) {
        return stage(event)
                .map(stage -> asked.getOrDefault(stage, List.of()).isEmpty() ? OWN.get(stage) : asked.get(stage))
                .orElse(List.of());
    }

    /** Header fields have the macros of their end, body chunks those of the message's. */
    private static Optional<MacroStage> stage(CommandCode event) {
        return switch (event) {
            case HEADER -> Optional.of(MacroStage.END_OF_HEADERS);
            case BODY -> Optional.of(MacroStage.END_OF_MESSAGE);
            default -> MacroStage.before(event);
        };
    }
}
