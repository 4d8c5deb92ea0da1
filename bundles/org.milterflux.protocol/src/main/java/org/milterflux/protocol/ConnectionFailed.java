package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * The filter's own back end failed.
 *
 * <p>Wire ({@code SMFIR_CONN_FAIL}): letter {@code f}, no data. Never send it: both MTAs treat it as a broken filter.
 */
public record ConnectionFailed() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.CONNECTION_FAILED;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
