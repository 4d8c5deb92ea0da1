package org.milterflux.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.milterflux.api.Body;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.protocol.WireText;

/**
 * A complete message as an engine reads it (RFC 5322 §2.1): its header, an empty line, its body; lines end in CRLF. The header is
 * held in memory, the body stays where it is.
 */
public final class WholeMessage {

    private final byte[] head;
    private final Body body;

    private WholeMessage(byte[] head, Body body) {
        this.head = head;
        this.body = body;
    }

    /** The message as the filters before left it. */
    public static WholeMessage of(Message message) {
        return below("", message);
    }

    /**
     * The same with something above it.
     *
     * @param trace header lines that end in CRLF, such as the {@code Received} that the MTA in front does not show to milters
     */
    public static WholeMessage below(String trace, Message message) {
        StringBuilder head = new StringBuilder(trace);
        for (HeaderField field : message.headers()) {
            head.append(field.name())
                    .append(':')
                    .append(field.rawValue().replace("\n", "\r\n"))
                    .append("\r\n");
        }
        return new WholeMessage(WireText.encode(head.append("\r\n").toString()), message.body());
    }

    /** The header with the empty line below it. */
    public byte[] head() {
        return head.clone();
    }

    /** The number of bytes. */
    public long size() {
        return head.length + body.size();
    }

    /** All bytes; reading may block on the disk. Close it. */
    public InputStream stream() {
        return new SequenceInputStream(new ByteArrayInputStream(head), body.stream());
    }
}
