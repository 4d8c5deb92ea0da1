package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * SMTP {@code DATA} was given; the 354 waits for the verdict.
 *
 * <p>Wire ({@code SMFIC_DATA}): letter {@code T}, no data. Since version 4. A refusal leaves the transaction open:
 * {@code R} or {@code T} may come again.
 */
public record Data() implements Command {

    @Override
    public CommandCode commandCode() {
        return CommandCode.DATA;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
