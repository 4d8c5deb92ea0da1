package org.milterflux.protocol;

import java.util.Optional;

/** What addresses and reasons must obey before an MTA may see them: one line, and something in it. */
final class EnvelopeRules {

    private EnvelopeRules() {}

    static Optional<String> recipient(String address) {
        return notEmpty(address, "recipient").or(() -> oneLine(address, "recipient"));
    }

    static Optional<String> recipient(String address, String arguments) {
        return recipient(address).or(() -> oneLine(arguments, "ESMTP arguments"));
    }

    static Optional<String> sender(String address, String arguments) {
        return notEmpty(address, "sender (write <> for the null sender)")
                .or(() -> oneLine(address, "sender"))
                .or(() -> oneLine(arguments, "ESMTP arguments"));
    }

    static Optional<String> reason(String reason) {
        return notEmpty(reason, "quarantine reason").or(() -> oneLine(reason, "quarantine reason"));
    }

    private static Optional<String> notEmpty(String text, String what) {
        return text.isEmpty() ? Optional.of(what + " is empty") : Optional.empty();
    }

    private static Optional<String> oneLine(String text, String what) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0
                ? Optional.of(what + " holds a line break")
                : Optional.empty();
    }
}
