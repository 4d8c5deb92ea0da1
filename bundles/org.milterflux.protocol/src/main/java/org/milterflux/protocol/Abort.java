package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Forget the current message; never answered.
 *
 * <p>Wire ({@code SMFIC_ABORT}): letter {@code A}, no data. Postfix sends it after every message and at times twice,
 * also when no message is open.
 */
public record Abort() implements Command {

    @Override
    public CommandCode commandCode() {
        return CommandCode.ABORT;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
