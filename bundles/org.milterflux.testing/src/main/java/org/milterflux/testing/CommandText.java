package org.milterflux.testing;

import java.util.List;
import java.util.stream.Collectors;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.UnknownCommand;

/** Commands in the words of a {@link MilterDialogue}; of a body chunk only its size. */
public final class CommandText {

    private CommandText() {}

    /** One line. */
    public static String of(Command command) {
        return switch (command.commandCode()) {
            case NEGOTIATE -> ReplyText.negotiation("OFFER", (OptionNegotiation) command);
            case MACRO -> macros((Macros) command);
            case CONNECT -> connect((Connect) command);
            case HELO -> "HELO " + Escapes.escape(((Helo) command).name());
            case MAIL -> envelope("MAIL", ((MailFrom) command).address(), ((MailFrom) command).arguments());
            case RCPT -> envelope("RCPT", ((RcptTo) command).address(), ((RcptTo) command).arguments());
            case DATA -> "DATA";
            case HEADER -> "HEADER " + Escapes.escape(((Header) command).name() + ":" + ((Header) command).value());
            case END_OF_HEADERS -> "EOH";
            case BODY -> "BODY " + ((BodyChunk) command).bytes().remaining() + " bytes";
            case END_OF_MESSAGE -> "EOM";
            case UNKNOWN -> "UNKNOWN " + Escapes.escape(((UnknownCommand) command).line());
            case ABORT -> "ABORT";
            case QUIT -> "QUIT";
            case QUIT_NEW_CONNECTION -> "QUIT_NC";
        };
    }

    private static String macros(Macros macros) {
        String values = macros.values().entrySet().stream()
                .map(macro -> " " + macro.getKey() + "=" + macro.getValue())
                .collect(Collectors.joining());
        return "MACROS " + (char) macros.event() + Escapes.escape(values);
    }

    private static String connect(Connect connect) {
        return Escapes.escape(
                ("CONNECT " + connect.host() + " " + connect.address() + " " + connect.port()).replace("  ", " "));
    }

    private static String envelope(String word, String address, List<String> arguments) {
        return Escapes.escape((word + " " + address + " " + String.join(" ", arguments)).strip());
    }
}
