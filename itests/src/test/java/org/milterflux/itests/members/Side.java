package org.milterflux.itests.members;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.smtp.Delivery;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpReply;
import org.milterflux.itests.smtp.SmtpSink;

/**
 * One side of a comparison: an MTA, whatever its milters are, and a sink behind it.
 *
 * @param witness the milter that tells what it is told, if it is one of them
 */
record Side(Mta mta, SmtpSink sink, Optional<Milter> witness) implements Closeable {

    /** Sends a letter in an SMTP session of its own. */
    Seen send(Letter letter) throws IOException, InterruptedException {
        int before = written().length();
        List<String> replies = new ArrayList<>();
        boolean delivers;
        try (SmtpClient client = SmtpClient.greet(mta.port())) {
            delivers = converse(client, letter, replies) && !letter.isDiscarded();
        }
        List<Delivery> deliveries = delivers ? List.of(sink.take()) : List.of();
        if (witness.isPresent()) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count("connect ") == count("close\n"));
        }
        return Seen.of(replies, deliveries, written().substring(before));
    }

    /** What is delivered of a letter that is taken, as it is. */
    Delivery deliver(Letter letter) throws IOException, InterruptedException {
        try (SmtpClient client = SmtpClient.greet(mta.port())) {
            converse(client, letter, new ArrayList<>());
        }
        return sink.take();
    }

    private long count(String event) throws IOException {
        return written().split("(?m)^" + event, -1).length - 1L;
    }

    private String written() throws IOException {
        return witness.isPresent() ? witness.get().written() : "";
    }

    /** Whether the message is taken. */
    private static boolean converse(SmtpClient client, Letter letter, List<String> replies) throws IOException {
        boolean open = ask(client, "MAIL FROM:<a@x.test> BODY=8BITMIME", replies);
        boolean any = false;
        for (String recipient : letter.recipients()) {
            any |= open && ask(client, "RCPT TO:<" + recipient + ">", replies);
        }
        if (!any || !ask(client, "DATA", replies)) {
            return false;
        }
        return told(client.content(letter.bytes()), replies);
    }

    private static boolean ask(SmtpClient client, String line, List<String> replies) throws IOException {
        return told(client.send(line), replies);
    }

    private static boolean told(SmtpReply reply, List<String> replies) {
        replies.add(reply.toString());
        return reply.code() < 400;
    }

    /** Whether everything delivered was looked at. */
    boolean isEmpty() {
        return sink.isEmpty();
    }

    @Override
    public void close() throws IOException {
        try (sink) {
            mta.close();
        }
    }
}
