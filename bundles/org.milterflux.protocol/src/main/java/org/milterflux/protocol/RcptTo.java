package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One envelope recipient, with its ESMTP arguments.
 *
 * <p>Wire ({@code SMFIC_RCPT}): letter {@code R}, the address, then one string per argument. A recipient the MTA itself
 * refused comes only when {@link Step#REJECTED_RECIPIENTS} was agreed, marked by the macro {@code {rcpt_mailer}} =
 * {@code error}.
 *
 * @param address as the client typed it, usually in angle brackets
 * @param arguments as typed, {@code SIZE=1000}; often empty
 */
public record RcptTo(String address, List<String> arguments) implements Command {

    public RcptTo {
        WireText.requireNoNul(address, "address");
        arguments = List.copyOf(arguments);
        arguments.forEach(argument -> WireText.requireNoNul(argument, "argument"));
    }

    static RcptTo decode(PacketReader in) {
        return new RcptTo(in.string(), in.strings());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.RCPT;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(address) + WireText.stringsSize(arguments);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(address, out);
        arguments.forEach(argument -> WireText.putString(argument, out));
    }
}
