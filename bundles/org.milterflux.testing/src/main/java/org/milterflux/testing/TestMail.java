package org.milterflux.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.WireText;

/**
 * A message as bytes: what an MTA takes apart for a filter and puts together again.
 *
 * @param headers in order; values start right after the colon and keep every byte, folded lines are joined by LF
 * @param body with CRLF line ends, read-only
 */
public record TestMail(List<Header> headers, ByteBuffer body) {

    public TestMail {
        headers = List.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** A message of this text: header lines, a blank line, the body. Line ends may be LF or CRLF. */
    public static TestMail of(String text) {
        return parse(WireText.encode(text));
    }

    /** The message in an {@code .eml} file. */
    public static TestMail read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /**
     * Takes a message apart as an MTA does: the headers end at a blank line, or before the first line that is none;
     * bare LF becomes CRLF; an unterminated last line is terminated. A first line {@code From …} of a mailbox file is
     * left out.
     */
    public static TestMail parse(byte[] message) {
        return new MailParser(message).parse();
    }

    /** This message with one more header at the end, with a space after its colon. */
    public TestMail withHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, " " + value));
        return new TestMail(more, body);
    }

    /** This message with another body. */
    public TestMail withBody(ByteBuffer other) {
        return new TestMail(headers, other);
    }

    /** The whole message with CRLF line ends, as it goes over SMTP before dots are doubled. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Header header : headers) {
            String line = header.name() + ":" + header.value();
            out.writeBytes(WireText.encode(line.replace("\n", "\r\n") + "\r\n"));
        }
        out.writeBytes(new byte[] {'\r', '\n'});
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        out.writeBytes(copy);
        return out.toByteArray();
    }

    /** The whole message, readable. */
    @Override
    public String toString() {
        return WireText.decode(bytes());
    }
}
