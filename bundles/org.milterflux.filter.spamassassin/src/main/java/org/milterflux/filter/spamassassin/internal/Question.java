package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Connection;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.engine.Printable;
import org.milterflux.engine.WholeMessage;

/**
 * A request of spamd's protocol (SPAMC/1.5).
 *
 * @param head request line and header, as sent
 */
record Question(String head, WholeMessage message) {

    private static final int MOST_IN_A_HEADER = 200;

    static Question about(Message message, SpamassassinSettings settings, ZonedDateTime now) {
        WholeMessage whole = WholeMessage.below(trace(message, now), message);
        String verb = isReport(settings) ? "REPORT" : "SYMBOLS";
        String user =
                user(message, settings).map(name -> "User: " + name + "\r\n").orElse("");
        return new Question(verb + " SPAMC/1.5\r\n" + user + "Content-length: " + whole.size() + "\r\n\r\n", whole);
    }

    /** Whether the answer holds a report. */
    static boolean isReport(SpamassassinSettings settings) {
        return settings.report() != SpamassassinSettings.Report.NONE;
    }

    byte[] headBytes() {
        return head.getBytes(US_ASCII);
    }

    /** Names that could break the request are not sent. */
    private static Optional<String> user(Message message, SpamassassinSettings settings) {
        Optional<String> only = Optional.of(message.recipients())
                .filter(recipients -> recipients.size() == 1)
                .map(List::iterator)
                .map(recipients -> recipients.next())
                .map(Recipient::address);
        Optional<String> name = switch (settings.user()) {
            case NONE -> Optional.empty();
            case FIXED -> Optional.of(settings.userName());
            case RECIPIENT -> only;
            case LOCAL_PART ->
                only.map(
                        address -> address.indexOf('@') < 0 ? address : address.substring(0, address.lastIndexOf('@')));
            case AUTHENTICATED -> message.user();
        };
        return name.filter(text -> text.matches("[!-~]{1,200}"));
    }

    /**
     * What the MTA in front has added, or will: without it SpamAssassin would take the client's own MTA for ours, and check neither
     * the client's address nor the sender's domain.
     */
    private static String trace(Message message, ZonedDateTime now) {
        Connection connection = message.connection();
        String host = word(connection.host());
        String client = connection
                .address()
                .map(address -> "from " + connection.helo().map(Question::word).orElse(host) + " (" + host + " ["
                        + address.getHostAddress() + "])\r\n\t")
                .orElse("");
        return "Return-Path: <" + word(message.sender().address()) + ">\r\nReceived: " + client + "by "
                + word(message.macro("j").orElse("localhost")) + " (Milterflux) with "
                + (message.user().isPresent() ? "ESMTPA" : "ESMTP") + " id "
                + word(message.queueId().orElse("none")) + ";\r\n\t" + DateTimeFormatter.RFC_1123_DATE_TIME.format(now)
                + "\r\n";
    }

    private static String word(String text) {
        String clean = Printable.of(text).replaceAll("[ ()<>;]", "?");
        return clean.substring(0, Math.min(clean.length(), MOST_IN_A_HEADER));
    }
}
