package org.milterflux.core.internal.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.milterflux.api.Body;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** A body cut into pieces of one size, read only as they are asked for. */
public final class BodyPieces {

    private BodyPieces() {}

    /** The pieces, each in memory of its own; none for an empty body. Reading may {@link #blocks block}. */
    public static Flux<ByteBuffer> of(Body body, int size) {
        return Flux.generate(body::stream, (in, sink) -> next(in, size, sink), BodyPieces::close);
    }

    /** Whether reading the body waits for the disk. */
    static boolean blocks(Body body) {
        if (body instanceof JoinedBody joined) {
            return joined.parts().stream().anyMatch(BodyPieces::blocks);
        }
        return body instanceof SplicedBody spliced ? blocks(spliced.body()) : body instanceof FileBody;
    }

    private static InputStream next(InputStream in, int size, SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] piece = in.readNBytes(size);
            if (piece.length == 0) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(piece).asReadOnlyBuffer());
            }
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the spooled body", e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
