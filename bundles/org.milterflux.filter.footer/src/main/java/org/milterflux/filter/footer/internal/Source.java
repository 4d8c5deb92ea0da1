package org.milterflux.filter.footer.internal;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.milterflux.api.Body;

/**
 * The encoded bytes of one part: a range of the body.
 *
 * @param offset of its first byte in the body
 * @param size in bytes
 */
record Source(Body body, long offset, long size) {

    /** The whole body. */
    static Source of(Body body) {
        return new Source(body, 0, body.size());
    }

    /** The offset behind the last byte. */
    long end() {
        return offset + size;
    }

    /** A new stream of the range; close it. */
    InputStream stream() throws IOException {
        if (size == 0) {
            return new ByteArrayInputStream(new byte[0]);
        }
        InputStream in = body.stream();
        in.skipNBytes(offset);
        return new Range(in, size);
    }

    private static final class Range extends FilterInputStream {

        private long left;

        Range(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = left == 0 ? -1 : super.read(target, from, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
