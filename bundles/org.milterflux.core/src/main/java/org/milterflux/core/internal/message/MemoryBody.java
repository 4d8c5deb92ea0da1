package org.milterflux.core.internal.message;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.milterflux.api.Body;

/**
 * A body in memory.
 *
 * @param chunks in order; their positions are never moved
 */
record MemoryBody(List<ByteBuffer> chunks, long size) implements Body {

    static final MemoryBody EMPTY = new MemoryBody(List.of(), 0);

    MemoryBody {
        chunks = List.copyOf(chunks);
    }

    static Body of(ByteBuffer bytes) {
        return new MemoryBody(List.of(bytes), bytes.remaining());
    }

    @Override
    public InputStream stream() {
        return new BufferStream(chunks.iterator());
    }
}
