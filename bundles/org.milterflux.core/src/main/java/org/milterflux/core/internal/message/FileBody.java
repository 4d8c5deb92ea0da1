package org.milterflux.core.internal.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.milterflux.api.Body;

/**
 * A body in a file that has no name any more: it vanishes with its channel, also when the runtime is killed.
 *
 * @param file open while the message lives
 */
record FileBody(FileChannel file, long size) implements Body {

    private static final int BUFFER = 64 * 1024;

    @Override
    public InputStream stream() {
        return new BufferedInputStream(new Positioned(), BUFFER);
    }

    /** Reads at a position of its own, so that several streams of one body can be open. */
    private final class Positioned extends InputStream {

        private long position;

        @Override
        public int read() {
            throw new UnsupportedOperationException("read through the buffer");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int count = file.read(
                        ByteBuffer.wrap(target, offset, (int) Math.min(length, Math.max(size - position, 0))),
                        position);
                if (count <= 0) {
                    return length == 0 ? 0 : -1;
                }
                position += count;
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the spooled body", e);
            }
        }
    }
}
