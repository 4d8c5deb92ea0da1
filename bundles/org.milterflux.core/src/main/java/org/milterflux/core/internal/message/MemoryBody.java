package org.milterflux.core.internal.message;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.milterflux.api.Body;
import org.milterflux.protocol.BodyChunk;

/**
 * A body in memory.
 *
 * @param chunks in order
 */
record MemoryBody(List<BodyChunk> chunks, long size) implements Body {

    static final MemoryBody EMPTY = new MemoryBody(List.of(), 0);

    MemoryBody {
        chunks = List.copyOf(chunks);
    }

    static Body of(ByteBuffer bytes) {
        return new MemoryBody(List.of(new BodyChunk(bytes)), bytes.remaining());
    }

    @Override
    public InputStream stream() {
        return new ChunkStream(chunks.iterator());
    }
}
