package org.milterflux.filter.footer.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body line by line, each with its place; of a long line only the beginning is kept. */
final class Lines {

    /** RFC 5322 §2.1.1 allows 998 characters; no boundary and no header line that can be relied on is longer. */
    static final int KEPT = 1000;

    private final InputStream in;
    private final StringBuilder text = new StringBuilder();
    private long from;
    private long to;
    private int lineEnd;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        from = to;
        lineEnd = 0;
        text.setLength(0);
        int before = -1;
        int value = in.read();
        while (value >= 0) {
            to++;
            if (value == '\n') {
                end(before);
                return true;
            }
            if (text.length() <= KEPT) {
                text.append((char) value);
            }
            before = value;
            value = in.read();
        }
        return to > from;
    }

    private void end(int before) {
        lineEnd = before == '\r' ? 2 : 1;
        if (lineEnd == 2 && text.length() == to - from - 1) {
            text.setLength(text.length() - 1);
        }
    }

    /** The first {@link #KEPT} bytes, one character each, and one more when there are more; without the line end. */
    String text() {
        return text.toString();
    }

    /** Whether {@link #text} is not the whole line. */
    boolean isCut() {
        return text.length() > KEPT;
    }

    /** Where the line begins. */
    long from() {
        return from;
    }

    /** Where the next line begins. */
    long to() {
        return to;
    }

    /** How many bytes end the line: 2 for CRLF, 1 for a bare LF, 0 at the end of the body. */
    int lineEnd() {
        return lineEnd;
    }
}
