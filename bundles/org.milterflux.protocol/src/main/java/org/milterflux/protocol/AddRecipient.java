package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Add an envelope recipient.
 *
 * <p>Wire ({@code SMFIR_ADDRCPT}): letter {@code +}, the address. Needs {@link Action#ADD_RECIPIENT}. Postfix delivers
 * twice to somebody who already was a recipient, Sendmail once.
 *
 * @param address with or without angle brackets
 */
public record AddRecipient(String address) implements Reply {

    public AddRecipient {
        WireText.requireNoNul(address, "address");
    }

    static AddRecipient decode(PacketReader in) {
        return new AddRecipient(in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.ADD_RECIPIENT;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(address);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(address, out);
    }

    @Override
    public Optional<String> fault() {
        return EnvelopeRules.recipient(address);
    }
}
