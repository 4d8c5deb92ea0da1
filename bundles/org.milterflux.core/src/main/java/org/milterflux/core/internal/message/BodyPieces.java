package org.milterflux.core.internal.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.milterflux.api.Body;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** A body cut into pieces, read only as they are asked for. */
public final class BodyPieces {

    private BodyPieces() {}

    /**
     * The pieces, each of at most this many bytes; none for an empty body. What lies in memory is cut where it was before and not
     * copied, but to join small parts. Reading may {@link #blocks block}.
     */
    public static Flux<ByteBuffer> of(Body body, int size) {
        List<MemoryBody> memory = new ArrayList<>();
        return liesInMemory(body, memory)
                ? Flux.fromIterable(groups(memory, size)).map(BodyPieces::joined)
                : Flux.generate(body::stream, (in, sink) -> next(in, size, sink), BodyPieces::close);
    }

    /** Whether reading the body waits for the disk. */
    static boolean blocks(Body body) {
        if (body instanceof JoinedBody joined) {
            return joined.parts().stream().anyMatch(BodyPieces::blocks);
        }
        return body instanceof SplicedBody spliced ? blocks(spliced.body()) : body instanceof FileBody;
    }

    private static boolean liesInMemory(Body body, List<MemoryBody> parts) {
        if (body instanceof JoinedBody joined) {
            return joined.parts().stream().allMatch(part -> liesInMemory(part, parts));
        }
        return body instanceof MemoryBody memory && parts.add(memory);
    }

    /** What goes into one piece each: as many parts as there is room for. */
    private static List<List<ByteBuffer>> groups(List<MemoryBody> bodies, int size) {
        List<ByteBuffer> parts = bodies.stream()
                .flatMap(body -> body.chunks().stream())
                .flatMap(chunk -> cut(chunk.bytes(), size))
                .toList();
        List<List<ByteBuffer>> groups = new ArrayList<>();
        int room = 0;
        for (ByteBuffer part : parts) {
            if (part.remaining() > room) {
                groups.add(new ArrayList<>());
                room = size;
            }
            groups.get(groups.size() - 1).add(part);
            room -= part.remaining();
        }
        return groups;
    }

    private static Stream<ByteBuffer> cut(ByteBuffer chunk, int size) {
        return IntStream.iterate(chunk.position(), at -> at < chunk.limit(), at -> at + size)
                .mapToObj(at -> chunk.slice(at, Math.min(size, chunk.limit() - at)));
    }

    private static ByteBuffer joined(List<ByteBuffer> group) {
        if (group.size() == 1) {
            return group.get(0).asReadOnlyBuffer();
        }
        ByteBuffer piece = ByteBuffer.allocate(
                group.stream().mapToInt(ByteBuffer::remaining).sum());
        group.forEach(piece::put);
        return piece.flip().asReadOnlyBuffer();
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
