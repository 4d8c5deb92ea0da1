package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Deliver without asking this filter again: for the connection after connect and HELO, else for the message.
 *
 * <p>Wire ({@code SMFIR_ACCEPT}): letter {@code a}, no data. At end of message the same as {@link Continue}.
 */
public record Accept() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.ACCEPT;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
