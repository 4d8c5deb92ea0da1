package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Tell the client 250 and drop the message.
 *
 * <p>Wire ({@code SMFIR_DISCARD}): letter {@code d}, no data. From MAIL on only: at connect, Sendmail would drop every
 * filter.
 */
public record Discard() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.DISCARD;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
