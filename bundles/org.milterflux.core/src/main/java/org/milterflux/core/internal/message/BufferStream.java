package org.milterflux.core.internal.message;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;

/** The bytes of some buffers in order, as a stream. */
final class BufferStream extends InputStream {

    private final Iterator<ByteBuffer> next;
    private ByteBuffer current = ByteBuffer.allocate(0);

    BufferStream(Iterator<ByteBuffer> buffers) {
        next = buffers;
    }

    @Override
    public int read() {
        return advance() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.remaining();
    }

    private boolean advance() {
        while (!current.hasRemaining() && next.hasNext()) {
            current = next.next().duplicate();
        }
        return current.hasRemaining();
    }
}
