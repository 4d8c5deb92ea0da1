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
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (isLoneLineFeed(bytes, i)) {
                fixed.put((byte) '\r');
            }
            fixed.put(bytes.get(i));
        }
        return fixed.flip();
    }

    private static int loneLineFeeds(ByteBuffer bytes) {
        int count = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (isLoneLineFeed(bytes, i)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isLoneLineFeed(ByteBuffer bytes, int at) {
        return bytes.get(at) == '\n' && (at == bytes.position() || bytes.get(at - 1) != '\r');
    }
}
