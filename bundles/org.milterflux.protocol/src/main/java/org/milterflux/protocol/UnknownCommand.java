package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * An SMTP command the MTA does not know.
 *
 * <p>Wire ({@code SMFIC_UNKNOWN}): letter {@code U}, one string. Since version 3. Postfix before 3.10 sends only the
 * first word.
 *
 * @param line the command as the client typed it
 */
public record UnknownCommand(String line) implements Command {

    public UnknownCommand {
        WireText.requireNoNul(line, "line");
    }

    static UnknownCommand decode(PacketReader in) {
        return new UnknownCommand(in.optionalString());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.UNKNOWN;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(line);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(line, out);
    }
}
