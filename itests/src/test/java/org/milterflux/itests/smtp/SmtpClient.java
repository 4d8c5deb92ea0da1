package org.milterflux.itests.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Speaks SMTP in lockstep to an MTA on the loopback interface and shows its replies unchanged. */
public final class SmtpClient implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;

    private SmtpLines connection;
    private final SmtpReply banner;

    private SmtpClient(SmtpLines connection) throws IOException {
        this.connection = connection;
        this.banner = SmtpReply.read(connection);
    }

    /** Connects and reads the banner, but does not greet. */
    public static SmtpClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new SmtpClient(new SmtpLines(socket));
    }

    /** Connects and greets as {@code client.test}. */
    public static SmtpClient greet(int port) throws IOException {
        SmtpClient client = connect(port);
        client.send("EHLO client.test");
        return client;
    }

    public SmtpReply banner() {
        return banner;
    }

    /** Sends one command line (one byte per character) and waits for its reply. */
    public SmtpReply send(String line) throws IOException {
        connection.write(line);
        return SmtpReply.read(connection);
    }

    /** STARTTLS; when it is taken, everything after it goes through TLS. */
    public SmtpReply startTls() throws IOException {
        SmtpReply reply = send("STARTTLS");
        if (reply.code() == 220) {
            connection = connection.secured();
        }
        return reply;
    }

    /** MAIL, RCPT and DATA; the reply to the first of them that is refused, or to DATA. */
    public SmtpReply envelope(String sender, String... recipients) throws IOException {
        SmtpReply reply = send("MAIL FROM:<" + sender + "> BODY=8BITMIME");
        for (String recipient : recipients) {
            if (reply.code() >= 400) {
                return reply;
            }
            reply = send("RCPT TO:<" + recipient + ">");
        }
        return reply.code() < 400 ? send("DATA") : reply;
    }

    /** The content of a message after DATA was answered 354; the reply to the final dot. */
    public SmtpReply content(byte[] message) throws IOException {
        connection.writeContent(message);
        return SmtpReply.read(connection);
    }

    /** A whole message; the reply to the final dot, or to the command that was refused. */
    public SmtpReply message(byte[] message, String sender, String... recipients) throws IOException {
        SmtpReply reply = envelope(sender, recipients);
        return reply.code() == 354 ? content(message) : reply;
    }

    /** Waits for the reply to what was sent raw. */
    public SmtpReply reply() throws IOException {
        return SmtpReply.read(connection);
    }

    /** Closes without a word, perhaps in the middle of a message. */
    public void drop() throws IOException {
        connection.close();
    }

    /** Sends bytes as they are, and does not wait for a reply. */
    public void sendRaw(byte[] bytes) throws IOException {
        connection.writeRaw(bytes);
    }

    /** Says QUIT and closes. */
    @Override
    public void close() throws IOException {
        try (SmtpLines last = connection) {
            last.write("QUIT");
        }
    }
}
