package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Refuse with a text of one's own.
 *
 * <p>Wire ({@code SMFIR_REPLYCODE}): letter {@code y}, one SMTP reply: lines separated by CRLF, {@code %} doubled.
 *
 * @param text exactly as on the wire; {@link SmtpReply#parse} takes it apart and tells what is wrong with it
 */
public record ReplyCode(String text) implements Reply {

    public ReplyCode {
        WireText.requireNoNul(text, "text");
    }

    static ReplyCode decode(PacketReader in) {
        return new ReplyCode(in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.REPLY_CODE;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(text);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(text, out);
    }

    /** The packet that carries this reply. */
    public static ReplyCode of(SmtpReply reply) {
        return new ReplyCode(reply.wire());
    }

    @Override
    public Optional<String> fault() {
        return SmtpReply.fault(text);
    }
}
