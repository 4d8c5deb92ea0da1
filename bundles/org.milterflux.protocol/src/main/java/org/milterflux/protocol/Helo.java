package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * The client's HELO or EHLO name.
 *
 * <p>Wire ({@code SMFIC_HELO}): letter {@code H}, one string.
 *
 * <pre>00 00 00 04  48  6D 78 00      name = "mx"</pre>
 *
 * Comes again after STARTTLS or a second EHLO, and may never come at all.
 *
 * @param name as the client sent it: untrusted, perhaps empty
 */
public record Helo(String name) implements Command {

    public Helo {
        WireText.requireNoNul(name, "name");
    }

    static Helo decode(PacketReader in) {
        return new Helo(Repeats.known(in.optionalString()));
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.HELO;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(name);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(name, out);
    }
}
