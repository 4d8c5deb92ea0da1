package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The envelope sender, with its ESMTP arguments.
 *
 * <p>Wire ({@code SMFIC_MAIL}): letter {@code M}, the address, then one string per argument. Postfix gives no brackets
 * for mail submitted on its own machine; the null sender is then the empty string instead of {@code <>}.
 *
 * @param address as the client typed it, usually in angle brackets
 * @param arguments as typed, {@code SIZE=1000}; often empty
 */
public record MailFrom(String address, List<String> arguments) implements Command {

    public MailFrom {
        WireText.requireNoNul(address, "address");
        arguments = List.copyOf(arguments);
        arguments.forEach(argument -> WireText.requireNoNul(argument, "argument"));
    }

    static MailFrom decode(PacketReader in) {
        return new MailFrom(in.string(), in.strings());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.MAIL;
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
