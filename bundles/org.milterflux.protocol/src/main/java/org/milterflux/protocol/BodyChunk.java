package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the body, CRLF line ends, cut blindly: a CR and its LF, or one UTF-8 character, may be in two chunks.
 *
 * <p>Wire ({@code SMFIC_BODY}): letter {@code B}, raw bytes. An empty body has no chunk at all.
 *
 * <p>The one packet that holds more than it must: the memory a decoder read it into is used again once it was
 * {@linkplain #release released}, and is garbage collected when it never is.
 */
public final class BodyChunk implements Command {

    private final ByteBuffer bytes;
    private final PieceMemory.@Nullable Loan loan;

    /** A chunk of these bytes, which must stay as they are. */
    public BodyChunk(ByteBuffer bytes) {
        this(bytes, null);
    }

    private BodyChunk(ByteBuffer bytes, PieceMemory.@Nullable Loan loan) {
        this.bytes = bytes.asReadOnlyBuffer();
        this.loan = loan;
    }

    static BodyChunk decode(PacketReader in) {
        return new BodyChunk(in.rest(), in.loan());
    }

    /**
     * What it holds, read-only; {@code duplicate()} before reading.
     *
     * @throws IllegalStateException when it was released
     */
    public ByteBuffer bytes() {
        if (loan != null && loan.isEnded()) {
            throw new IllegalStateException("the piece of the body was released: its message is over");
        }
        return bytes;
    }

    /**
     * Tells that nobody reads the bytes any more, nor any view of them. To be called when that is sure, else not at all; a second
     * time does nothing. From any thread.
     */
    public void release() {
        if (loan != null) {
            loan.end();
        }
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
        out.put(bytes().duplicate());
    }

    /** Cuts a body into chunks of at most {@code size} bytes, none when it is empty. Shares the bytes. */
    public static List<BodyChunk> split(ByteBuffer body, int size) {
        return Pieces.of(body, size).map(BodyChunk::new).toList();
    }

    /** Whether the other is a chunk of the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BodyChunk chunk && bytes().equals(chunk.bytes());
    }

    @Override
    public int hashCode() {
        return bytes().hashCode();
    }

    @Override
    public String toString() {
        return "BodyChunk[" + dataSize() + " bytes]";
    }
}
