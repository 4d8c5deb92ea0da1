package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Still working: restarts the MTA's read timeout and decides nothing.
 *
 * <p>Wire ({@code SMFIR_PROGRESS}): letter {@code p}, no data. Portable only at end of message: Sendmail takes it for
 * an error elsewhere. Never between two {@link ReplaceBody}: Postfix fails the message then.
 */
public record Progress() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.PROGRESS;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
