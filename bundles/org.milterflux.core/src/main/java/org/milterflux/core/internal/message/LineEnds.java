package org.milterflux.core.internal.message;

import java.nio.ByteBuffer;

/** The line ends of a body on the wire: CRLF. Sendmail would deliver a lone LF as it stands. */
final class LineEnds {

    private LineEnds() {}

    /** The same bytes when every LF follows a CR; else a copy in which every LF does. */
    static ByteBuffer crlf(ByteBuffer bytes) {
        int lone = loneLineFeeds(bytes);
        if (lone == 0) {
            return bytes;
        }
        ByteBuffer fixed = ByteBuffer.allocate(bytes.remaining() + lone);
        byte before = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte current = bytes.get(i);
            if (current == '\n' && before != '\r') {
                fixed.put((byte) '\r');
            }
            fixed.put(current);
            before = current;
        }
        return fixed.flip();
    }

    private static int loneLineFeeds(ByteBuffer bytes) {
        int count = 0;
        byte before = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte current = bytes.get(i);
            if (current == '\n' && before != '\r') {
                count++;
            }
            before = current;
        }
        return count;
    }
}
