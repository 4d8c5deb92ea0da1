package org.milterflux.protocol;

/** What an MTA tells a filter. Most are events that want exactly one verdict: {@link CommandCode#isAnswered()}. */
public sealed interface Command extends Packet
        permits OptionNegotiation,
                Macros,
                Connect,
                Helo,
                MailFrom,
                RcptTo,
                Data,
                Header,
                EndOfHeaders,
                BodyChunk,
                EndOfMessage,
                Abort,
                Quit,
                QuitNewConnection,
                UnknownCommand {

    /** Which command this is, for an exhaustive {@code switch}. */
    CommandCode commandCode();

    @Override
    default byte letter() {
        return commandCode().letter();
    }
}
