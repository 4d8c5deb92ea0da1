package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A piece of the body, CRLF line ends, cut blindly: a CR and its LF, or one UTF-8 character, may be in two chunks.
 *
 * <p>Wire ({@code SMFIC_BODY}): letter {@code B}, raw bytes. An empty body has no chunk at all.
 *
 * @param bytes read-only; {@code duplicate()} before reading
 */
public record BodyChunk(ByteBuffer bytes) implements Command {

    public BodyChunk {
        bytes = bytes.asReadOnlyBuffer();
    }

    static BodyChunk decode(PacketReader in) {
        return new BodyChunk(in.rest());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.BODY;
    }

    @Override
    public int dataSize() {
        return bytes.remaining();
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.put(bytes.duplicate());
    }

    /** Cuts a body into chunks of at most {@code size} bytes, none when it is empty. Shares the bytes. */
    public static List<BodyChunk> split(ByteBuffer body, int size) {
        return Pieces.of(body, size).map(BodyChunk::new).toList();
    }
}
