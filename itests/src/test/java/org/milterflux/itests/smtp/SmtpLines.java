package org.milterflux.itests.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** An SMTP connection, either side: lines and message content; a {@code String} holds one byte per character. */
final class SmtpLines implements Closeable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    SmtpLines(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /** The same connection under TLS (RFC 3207), whatever certificate the other end has. */
    SmtpLines secured() throws IOException {
        SSLSocket secured = (SSLSocket) AnyCertificate.sockets()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.startHandshake();
        return new SmtpLines(secured);
    }

    /** One line without its CRLF. */
    String read() throws IOException {
        byte[] line = readToLf();
        return new String(line, 0, Math.max(0, line.length - 2), ISO_8859_1);
    }

    void write(String line) throws IOException {
        writeRaw((line + "\r\n").getBytes(ISO_8859_1));
    }

    /** In one write: Nagle's algorithm and packet captures both like it. */
    void writeRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Message content up to the final dot, its dots unstuffed (RFC 5321 §4.5.2). */
    byte[] readContent() throws IOException {
        var content = new ByteArrayOutputStream();
        while (true) {
            byte[] line = readToLf();
            if (line.length == 3 && line[0] == '.' && line[1] == '\r') {
                return content.toByteArray();
            }
            int stuffed = line[0] == '.' ? 1 : 0;
            content.write(line, stuffed, line.length - stuffed);
        }
    }

    /** Message content with its dots stuffed and the final dot. Content that does not end in CRLF is completed. */
    void writeContent(byte[] content) throws IOException {
        var stuffed = new ByteArrayOutputStream(content.length + 1024);
        boolean lineStart = true;
        for (byte b : content) {
            if (lineStart && b == '.') {
                stuffed.write('.');
            }
            stuffed.write(b);
            lineStart = b == '\n';
        }
        String end = lineStart ? ".\r\n" : "\r\n.\r\n";
        stuffed.writeBytes(end.getBytes(ISO_8859_1));
        writeRaw(stuffed.toByteArray());
    }

    private byte[] readToLf() throws IOException {
        var line = new ByteArrayOutputStream(128);
        int b;
        do {
            b = in.read();
            if (b < 0) {
                throw new EOFException("closed by the other end after " + line.size() + " bytes of a line");
            }
            line.write(b);
        } while (b != '\n');
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
