package org.milterflux.filter.footer.internal;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A quoted-printable body on its way to the decoder, made fit for it: a soft line break that the end cuts off ({@code =}
 * without its CRLF) is completed, since decoders differ in what they make of it; and blanks without end are refused, since
 * decoders keep them in memory until they see whether the line goes on.
 */
final class SoftBreaks extends FilterInputStream {

    private static final byte[] CRLF = {'\r', '\n'};

    /** RFC 5322 §2.1.1: the longest line there may be. */
    private static final int MAX_BLANKS = 998;

    private boolean open;
    private int blanks;
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

    /** @throws LeftAloneException when a line holds too many blanks in a row */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        if (count < 0) {
            return end().read(target, from, length);
        }
        for (int i = from; i < from + count; i++) {
            note(target[i]);
        }
        return count;
    }

    /** RFC 2045 §6.7 (3): blanks at the end of a line were put there on the way, behind a soft line break too. */
    private void note(byte value) throws LeftAloneException {
        boolean blank = value == ' ' || value == '\t';
        blanks = blank ? blanks + 1 : 0;
        open = value == '=' || (open && blank);
        LeftAloneException.when(blanks > MAX_BLANKS, "the body has more than " + MAX_BLANKS + " blanks in a row");
    }

    private InputStream end() {
        if (end == null) {
            end = new ByteArrayInputStream(open ? CRLF : new byte[0]);
        }
        return end;
    }
}
