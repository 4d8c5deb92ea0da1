package org.milterflux.testing;

import java.io.ByteArrayOutputStream;

/** Line ends of bodies. */
final class LineEnds {

    private LineEnds() {}

    /** Every LF after a CR, and a line end at the end. */
    static byte[] crlf(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + text.length / 32 + 2);
        byte last = '\n';
        for (byte next : text) {
            if (next == '\n' && last != '\r') {
                out.write('\r');
            }
            out.write(next);
            last = next;
        }
        if (last != '\n') {
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        return out.toByteArray();
    }
}
