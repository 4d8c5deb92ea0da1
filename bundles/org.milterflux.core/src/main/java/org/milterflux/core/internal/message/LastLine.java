package org.milterflux.core.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.milterflux.api.Body;
import org.milterflux.protocol.BodyChunk;

/** The end of a body's last line. */
final class LastLine {

    private static final ByteBuffer CRLF =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private LastLine() {}

    /** The body with CRLF after a last line that lacks it; nothing is copied. */
    static Body ended(Body body) {
        return isEnded(body) ? body : new JoinedBody(List.of(body, MemoryBody.of(CRLF)));
    }

    /** What lies in a file came from the MTA, which ends lines itself. */
    private static boolean isEnded(Body body) {
        if (body instanceof SplicedBody spliced) {
            return isEnded(spliced.tail());
        }
        if (body instanceof JoinedBody joined) {
            return joined.parts().stream()
                    .filter(part -> !part.isEmpty())
                    .reduce((part, last) -> last)
                    .map(LastLine::isEnded)
                    .orElse(true);
        }
        if (body instanceof MemoryBody memory && !memory.isEmpty()) {
            return memory.chunks().stream()
                    .map(BodyChunk::bytes)
                    .filter(ByteBuffer::hasRemaining)
                    .reduce((chunk, last) -> last)
                    .map(chunk -> chunk.get(chunk.limit() - 1) == '\n')
                    .orElse(true);
        }
        return true;
    }
}
