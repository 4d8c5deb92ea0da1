package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pieces of the body that two connections read into the same memory. */
class PieceMemoryTest {

    private final PieceMemory memory = new PieceMemory();
    private final PacketDecoder<Command> one = negotiated();
    private final PacketDecoder<Command> other = negotiated();

    @Test
    void isReadIntoAgainOnceThePieceWasReleased() {
        BodyChunk first = read(one, PacketEncoder.MAX_DATA, 'a');
        ByteBuffer view = first.bytes();
        first.release();
        BodyChunk second = read(other, PacketEncoder.MAX_DATA, 'b');
        assertThat(view).as("the memory of the first").isEqualTo(second.bytes());
        assertThatIllegalStateException().isThrownBy(first::bytes).withMessageContaining("released");
    }

    @Test
    void isLeftAloneWhileThePieceWasNotReleased() {
        BodyChunk first = read(one, PacketEncoder.MAX_DATA, 'a');
        BodyChunk second = read(one, PacketEncoder.MAX_DATA, 'b');
        second.release();
        read(one, PacketEncoder.MAX_DATA, 'c');
        assertThat(first).isEqualTo(piece(PacketEncoder.MAX_DATA, 'a'));
    }

    @Test
    void isLentToOneAtATimeHoweverOftenItIsReleased() {
        BodyChunk first = read(one, PacketEncoder.MAX_DATA, 'a');
        first.release();
        first.release();
        BodyChunk second = read(one, PacketEncoder.MAX_DATA, 'b');
        BodyChunk third = read(other, PacketEncoder.MAX_DATA, 'c');
        assertThat(second).isEqualTo(piece(PacketEncoder.MAX_DATA, 'b'));
        assertThat(third).isEqualTo(piece(PacketEncoder.MAX_DATA, 'c'));
    }

    @Test
    void isForFullPiecesOnly() {
        for (int size : new int[] {10, 10_000, 70_000}) {
            BodyChunk piece = read(one, size, 'a');
            piece.release();
            read(one, size, 'b');
            assertThat(piece).as("%s bytes", size).isEqualTo(piece(size, 'a'));
        }
    }

    /** A packet that outgrows it leaves it to the next one. */
    @Test
    void hasOnlyWhatBelongsToThePiece() {
        BodyChunk first = read(one, PacketEncoder.MAX_DATA, 'a');
        first.release();
        assertThat(read(one, 200_000, 'b')).isEqualTo(piece(200_000, 'b'));
        assertThat(read(one, 60_000, 'c')).isEqualTo(piece(60_000, 'c'));
        assertThat(read(other, PacketEncoder.MAX_DATA, 'd')).isEqualTo(piece(PacketEncoder.MAX_DATA, 'd'));
    }

    private PacketDecoder<Command> negotiated() {
        PacketDecoder<Command> decoder = PacketDecoder.commands(1 << 20, memory);
        decoder.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), offer -> {});
        return decoder;
    }

    /** As a socket gives it, in segments. */
    private static BodyChunk read(PacketDecoder<Command> decoder, int size, char filling) {
        List<Command> read = new ArrayList<>();
        ByteBuffer encoded = new PacketEncoder(1 << 20).encode(piece(size, filling));
        while (encoded.hasRemaining()) {
            ByteBuffer segment = encoded.slice(encoded.position(), Math.min(20_000, encoded.remaining()));
            encoded.position(encoded.position() + segment.remaining());
            decoder.decode(segment.asReadOnlyBuffer(), read::add);
        }
        assertThat(read).hasSize(1);
        return (BodyChunk) read.get(0);
    }

    private static BodyChunk piece(int size, char filling) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) filling);
        return new BodyChunk(ByteBuffer.wrap(bytes));
    }
}
