package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A piece of the new body; the first one empties the old body, all together are the new one.
 *
 * <p>Wire ({@code SMFIR_REPLBODY}): letter {@code b}, raw bytes with CRLF line ends. Needs {@link Action#CHANGE_BODY}.
 * Nothing may come between two of them: Postfix fails the message then.
 *
 * @param bytes read-only; empty means an empty body
 */
public record ReplaceBody(ByteBuffer bytes) implements Reply {

    public ReplaceBody {
        bytes = bytes.asReadOnlyBuffer();
    }

    static ReplaceBody decode(PacketReader in) {
        return new ReplaceBody(in.rest());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.REPLACE_BODY;
    }

    @Override
    public int dataSize() {
        return bytes.remaining();
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.put(bytes.duplicate());
    }

    /**
     * Cuts a new body into pieces of at most {@code size} bytes; an empty body is one empty piece. Shares the bytes.
     */
    public static List<ReplaceBody> split(ByteBuffer body, int size) {
        return body.hasRemaining()
                ? Pieces.of(body, size).map(ReplaceBody::new).toList()
                : List.of(new ReplaceBody(body));
    }
}
