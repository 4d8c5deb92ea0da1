package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * One header field of the message, in message order.
 *
 * <p>Wire ({@code SMFIC_HEADER}): letter {@code L}, two strings.
 *
 * <pre>00 00 00 0A  4C  58 2D 45 6D 70 74 79 00 00      name = "X-Empty", value = ""</pre>
 *
 * @param name without colon, as spelled in the message
 * @param value lines joined by a bare LF; starts right after the colon when {@link Step#HEADER_LEADING_SPACE} was
 *     agreed, else one leading space is gone
 */
public record Header(String name, String value) implements Command {

    public Header {
        WireText.requireNoNul(name, "name");
        WireText.requireNoNul(value, "value");
    }

    static Header decode(PacketReader in) {
        return new Header(in.string(), in.string());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.HEADER;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(name) + WireText.stringSize(value);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(name, out);
        WireText.putString(value, out);
    }
}
