package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Answer 421 and close the SMTP session.
 *
 * <p>Wire ({@code SMFIR_SHUTDOWN}): letter {@code 4}, no data. Sendmail takes it for an error, and some Postfix
 * versions accept the message when it comes during content; a {@link ReplyCode} that starts with 421 works everywhere.
 */
public record Shutdown() implements Reply {

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.SHUTDOWN;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
