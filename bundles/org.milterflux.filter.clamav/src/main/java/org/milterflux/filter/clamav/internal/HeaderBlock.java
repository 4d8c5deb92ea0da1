package org.milterflux.filter.clamav.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.milterflux.api.HeaderField;
import org.milterflux.protocol.WireText;

/** The header of a message as it travels in SMTP: fields, and an empty line. Not larger than the limit and one field. */
final class HeaderBlock {

    private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long most;

    HeaderBlock(long most) {
        this.most = most;
    }

    /** Adds a field; not any more when the limit is passed, for then the message is too large anyway. */
    void add(HeaderField field) {
        if (bytes.size() <= most) {
            bytes.writeBytes(WireText.encode(field.toString().replace("\n", "\r\n")));
            bytes.writeBytes(LINE_END);
        }
    }

    /** All of it. */
    ByteBuffer end() {
        bytes.writeBytes(LINE_END);
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
