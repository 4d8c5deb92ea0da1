package org.milterflux.itests.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpReply;

/**
 * What the client says in a case: SMTP commands as they are, and
 *
 * <ul>
 *   <li>{@code SEND}: MAIL from a@x.test, RCPT to b@y.test, DATA and the message, up to the first refusal
 *   <li>{@code CONTENT}: the message, after a DATA that was taken
 *   <li>{@code CHUNK}: the message by BDAT, on an MTA that has CHUNKING
 *   <li>{@code DROP}: half a message, and hang up
 *   <li>{@code AGAIN}: QUIT, and a new session
 *   <li>{@code SUBMIT}, alone: the message without SMTP
 * </ul>
 *
 * It greets first unless it is said how; it ends with QUIT.
 */
final class Dialogue {

    private static final String EHLO = "EHLO client.test";
    private static final List<String> ENVELOPE =
            List.of("MAIL FROM:<a@x.test> BODY=8BITMIME", "RCPT TO:<b@y.test>", "DATA");

    private final Scene scene;
    private final List<String> log = new ArrayList<>();
    private int letters;
    private int lastCode;

    Dialogue(Scene scene) {
        this.scene = scene;
    }

    /** Says it; every command with its reply. */
    List<String> speakTo(Mta mta) throws IOException {
        if (scene.dialogue().equals(List.of("SUBMIT"))) {
            mta.submit(scene.letter().bytes(1));
            return log;
        }
        List<String> session = new ArrayList<>();
        for (String line : scene.dialogue()) {
            if (line.equals("AGAIN")) {
                session(mta.port(), session);
                session.clear();
            } else {
                session.add(line);
            }
        }
        session(mta.port(), session);
        return log;
    }

    private void session(int port, List<String> lines) throws IOException {
        SmtpClient client = SmtpClient.connect(port);
        try {
            note("(connected)", client.banner());
            if (lines.stream().noneMatch(line -> line.startsWith("EHLO") || line.startsWith("HELO"))) {
                say(client, EHLO);
            }
            for (String line : lines) {
                perform(client, line);
            }
            say(client, "QUIT");
        } catch (EOFException | SocketException closed) {
            log.add("(closed)");
        } finally {
            client.drop();
        }
    }

    private void perform(SmtpClient client, String line) throws IOException {
        switch (line) {
            case "SEND" -> send(client);
            case "CONTENT" -> content(client);
            case "CHUNK" -> chunk(client);
            case "STARTTLS" -> note(line, client.startTls());
            case "DROP" -> {
                client.sendRaw("Subject: half\r\n\r\nhalf a line".getBytes(ISO_8859_1));
                throw new EOFException("dropped");
            }
            default -> say(client, line);
        }
    }

    private void send(SmtpClient client) throws IOException {
        for (String command : ENVELOPE) {
            say(client, command);
            if (lastCode >= 400) {
                return;
            }
        }
        content(client);
    }

    private void content(SmtpClient client) throws IOException {
        if (lastCode == 354) {
            note("(message)", client.content(scene.letter().bytes(++letters)));
        }
    }

    private void chunk(SmtpClient client) throws IOException {
        byte[] bytes = scene.letter().bytes(++letters);
        client.sendRaw(("BDAT " + bytes.length + " LAST\r\n").getBytes(ISO_8859_1));
        client.sendRaw(bytes);
        note("(chunk)", client.reply());
    }

    private void say(SmtpClient client, String command) throws IOException {
        note(command, client.send(command));
    }

    private void note(String command, SmtpReply reply) {
        log.add(command + "\n    " + reply.toString().replace("\n", "\n    "));
        lastCode = reply.code();
    }
}
