package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * This SMTP session ends, another follows on the same socket without a new negotiation; never answered.
 *
 * <p>Wire ({@code SMFIC_QUIT_NC}): letter {@code K}, no data. No known MTA sends it, and libmilter filters answer it
 * badly.
 */
public record QuitNewConnection() implements Command {

    @Override
    public CommandCode commandCode() {
        return CommandCode.QUIT_NEW_CONNECTION;
    }

    @Override
    public int dataSize() {
        return 0;
    }

    @Override
    public void writeData(ByteBuffer out) {}
}
