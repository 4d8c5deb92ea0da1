package org.milterflux.launcher.send;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.Delivered;
import org.milterflux.testing.MilterClient;
import org.milterflux.testing.Mta;
import org.milterflux.testing.MtaSettings;
import org.milterflux.testing.Outcome;
import org.milterflux.testing.TestMail;

/**
 * One message through a milter.
 *
 * @param sender the envelope's sender, without angle brackets
 * @param recipients at least one, without angle brackets
 * @param mail the message
 */
public record Submission(String sender, List<String> recipients, TestMail mail) {

    private static final String CLIENT = "localhost";
    private static final int CLIENT_PORT = 25252;

    /**
     * Sends it as an MTA does and prints the conversation and the message that would be delivered.
     *
     * @return whether it would be delivered
     * @throws IOException when the milter cannot be reached or does not answer
     */
    public boolean send(SocketSpec milter, Mta mta, PrintStream out) throws IOException {
        try (MilterClient client = open(milter, MtaSettings.of(mta).traced(new PrintedTrace(out)))) {
            client.connect(new Connect(CLIENT, Family.INET, CLIENT_PORT, "127.0.0.1"));
            client.helo(CLIENT);
            Outcome outcome = client.send(
                    new MailFrom(bracketed(sender), List.of()),
                    recipients.stream()
                            .map(to -> new RcptTo(bracketed(to), List.of()))
                            .toList(),
                    mail);
            client.quit();
            print(outcome, out);
            return outcome.delivered().isPresent();
        }
    }

    private static MilterClient open(SocketSpec milter, MtaSettings settings) throws IOException {
        try {
            return MilterClient.open(milter, settings);
        } catch (IOException unreachable) {
            throw new IOException(
                    "cannot talk to a milter at " + milter + ": " + unreachable.getMessage(), unreachable);
        }
    }

    private static void print(Outcome outcome, PrintStream out) {
        out.println();
        if (outcome.delivered().isEmpty()) {
            out.println("not delivered: decided at " + outcome.decidedAt());
            return;
        }
        Delivered delivered = outcome.delivered().get();
        delivered.quarantine().ifPresent(reason -> out.println("in quarantine: " + reason));
        out.println("from " + delivered.sender().address());
        delivered.recipients().forEach(to -> out.println("to " + to.address()));
        out.println();
        out.writeBytes(delivered.mail().bytes());
    }

    private static String bracketed(String address) {
        return address.startsWith("<") ? address : "<" + address + ">";
    }
}
