package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Remove an envelope recipient, with everything its alias expanded to.
 *
 * <p>Wire ({@code SMFIR_DELRCPT}): letter {@code -}, the address. Needs {@link Action#DELETE_RECIPIENT}. One that is
 * not a recipient is ignored by MTAs.
 *
 * @param address exactly as the client gave it, brackets optional; Postfix minds the case
 */
public record DeleteRecipient(String address) implements Reply {

    public DeleteRecipient {
        WireText.requireNoNul(address, "address");
    }

    static DeleteRecipient decode(PacketReader in) {
        return new DeleteRecipient(in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.DELETE_RECIPIENT;
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
