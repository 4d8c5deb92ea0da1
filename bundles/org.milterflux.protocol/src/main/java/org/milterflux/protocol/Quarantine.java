package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Keep the message back for a human: Postfix's hold queue, Sendmail's quarantine.
 *
 * <p>Wire ({@code SMFIR_QUARANTINE}): letter {@code q}, the reason. Needs {@link Action#QUARANTINE}. An edit, not a
 * verdict: a refusal after it overrides it.
 *
 * @param reason one line for the postmaster, not empty
 */
public record Quarantine(String reason) implements Reply {

    public Quarantine {
        WireText.requireNoNul(reason, "reason");
    }

    static Quarantine decode(PacketReader in) {
        return new Quarantine(in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.QUARANTINE;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(reason);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(reason, out);
    }

    @Override
    public Optional<String> fault() {
        return EnvelopeRules.reason(reason);
    }
}
