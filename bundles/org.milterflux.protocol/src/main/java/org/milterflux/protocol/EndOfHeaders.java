package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * The header block is complete, be it empty.
 *
 * <p>Wire ({@code SMFIC_EOH}): letter {@code N}, no data. It stands for the blank line, which is not part of the body.
 */
public record EndOfHeaders() implements Command {

    @Override
    public CommandCode commandCode() {
        return CommandCode.END_OF_HEADERS;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
