package org.milterflux.core.internal.message;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.milterflux.protocol.BodyChunk;

/** The bytes of some chunks in order, as a stream. */
final class ChunkStream extends InputStream {

    private final Iterator<BodyChunk> next;
    private ByteBuffer current = ByteBuffer.allocate(0);

    ChunkStream(Iterator<BodyChunk> chunks) {
        next = chunks;
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
            current = next.next().bytes().duplicate();
        }
        return current.hasRemaining();
    }
}
