package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Send no more of the body; the end of message still comes.
 *
 * <p>Wire ({@code SMFIR_SKIP}): letter {@code s}, no data. Portable only in answer to a body chunk and when
 * {@link Step#SKIP} was agreed.
 */
public record Skip() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.SKIP;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
