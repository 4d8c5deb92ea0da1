package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Refuse for good with the MTA's own 5xx text: the connection, the message, or only the recipient just named.
 *
 * <p>Wire ({@code SMFIR_REJECT}): letter {@code r}, no data.
 */
public record Reject() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.REJECT;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
