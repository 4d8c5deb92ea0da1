package org.milterflux.launcher.send;

import java.io.PrintStream;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Reply;
import org.milterflux.testing.CommandText;
import org.milterflux.testing.ReplyText;
import org.milterflux.testing.Trace;

/** Prints each packet as a line: what the MTA says after {@code >}, what the milter answers after {@code <}. */
final class PrintedTrace implements Trace {

    private final PrintStream out;
    private ReplyText words = new ReplyText(OptionNegotiation.offer(6));

    PrintedTrace(PrintStream out) {
        this.out = out;
    }

    @Override
    public void sent(Command command) {
        out.println("> " + CommandText.of(command));
    }

    @Override
    public void received(Reply reply) {
        if (reply instanceof OptionNegotiation agreement) {
            words = new ReplyText(agreement);
        }
        out.println("    < " + words.of(reply));
    }
}
