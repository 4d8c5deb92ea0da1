package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Add an envelope recipient with ESMTP arguments.
 *
 * <p>Wire ({@code SMFIR_ADDRCPT_PAR}): letter {@code 2}, the address, then at most one string with all arguments. Needs
 * {@link Action#ADD_RECIPIENT_WITH_ARGUMENTS}. Postfix honours {@code NOTIFY=} and {@code ORCPT=}, Sendmail refuses
 * many.
 *
 * @param address with or without angle brackets
 * @param arguments separated by spaces; empty means none, and no second string on the wire
 */
public record AddRecipientWithArguments(String address, String arguments) implements Reply {

    public AddRecipientWithArguments {
        WireText.requireNoNul(address, "address");
        WireText.requireNoNul(arguments, "arguments");
    }

    static AddRecipientWithArguments decode(PacketReader in) {
        return new AddRecipientWithArguments(in.string(), in.optionalString());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.ADD_RECIPIENT_WITH_ARGUMENTS;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(address) + (arguments.isEmpty() ? 0 : WireText.stringSize(arguments));
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(address, out);
        if (!arguments.isEmpty()) {
            WireText.putString(arguments, out);
        }
    }

    @Override
    public Optional<String> fault() {
        return EnvelopeRules.recipient(address, arguments);
    }
}
