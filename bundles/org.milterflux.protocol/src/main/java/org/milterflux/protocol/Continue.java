package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Go on with the next event; at end of message: deliver.
 *
 * <p>Wire ({@code SMFIR_CONTINUE}): letter {@code c}, no data.
 */
public record Continue() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.CONTINUE;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
