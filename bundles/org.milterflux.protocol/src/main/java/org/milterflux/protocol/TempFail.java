package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Refuse for now with the MTA's own 4xx text; scope as for {@link Reject}.
 *
 * <p>Wire ({@code SMFIR_TEMPFAIL}): letter {@code t}, no data.
 */
public record TempFail() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.TEMPFAIL;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
