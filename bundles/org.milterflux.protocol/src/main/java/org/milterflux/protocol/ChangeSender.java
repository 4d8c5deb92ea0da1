package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Change the envelope sender.
 *
 * <p>Wire ({@code SMFIR_CHGFROM}): letter {@code e}, the address, then at most one string with all arguments. Needs
 * {@link Action#CHANGE_SENDER}. The last one wins. Postfix honours {@code RET=} and {@code ENVID=}; Sendmail is better
 * given none.
 *
 * @param address with or without angle brackets
 * @param arguments separated by spaces; empty means none, and no second string on the wire
 */
public record ChangeSender(String address, String arguments) implements Reply {

    public ChangeSender {
        WireText.requireNoNul(address, "address");
        WireText.requireNoNul(arguments, "arguments");
    }

    static ChangeSender decode(PacketReader in) {
        return new ChangeSender(in.string(), in.optionalString());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.CHANGE_SENDER;
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
        return EnvelopeRules.sender(address, arguments);
    }
}
