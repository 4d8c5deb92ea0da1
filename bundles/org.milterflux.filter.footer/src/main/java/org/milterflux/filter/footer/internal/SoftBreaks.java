package org.milterflux.filter.footer.internal;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A quoted-printable body on its way to the decoder. A soft line break that the end cuts off ({@code =} without its CRLF) is
 * completed: decoders differ in what they make of it.
 */
final class SoftBreaks extends FilterInputStream {

    private static final byte[] CRLF = {'\r', '\n'};

    private boolean open;
    private @Nullable InputStream end;

    SoftBreaks(InputStream encoded) {
        super(encoded);
    }

    /** When read to its end: whether that cut off a soft line break. */
    boolean isCutOff() {
        return end != null && open;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        if (count < 0) {
            return end().read(target, from, length);
        }
        for (int i = from; i < from + count; i++) {
            open = target[i] == '=' || (open && isBlank(target[i]));
        }
        return count;
    }

    /** RFC 2045 §6.7 (3): blanks at the end of a line were put there on the way. */
    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }

    private InputStream end() {
        if (end == null) {
            end = new ByteArrayInputStream(open ? CRLF : new byte[0]);
        }
        return end;
    }
}
