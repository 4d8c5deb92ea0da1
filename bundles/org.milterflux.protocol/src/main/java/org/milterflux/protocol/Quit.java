package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * The connection ends; never answered.
 *
 * <p>Wire ({@code SMFIC_QUIT}): letter {@code Q}, no data. Peers that just close mean the same.
 */
public record Quit() implements Command {

    @Override
    public CommandCode commandCode() {
        return CommandCode.QUIT;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
