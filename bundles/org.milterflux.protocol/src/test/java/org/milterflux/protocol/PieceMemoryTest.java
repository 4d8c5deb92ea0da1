package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {10, 4_000, 70_000})
    void isNotForEveryPiece(int size) {
        BodyChunk first = read(one, size, 'a');
        first.release();
        read(one, size, 'b');
        assertThat(first).isEqualTo(piece(size, 'a'));
    }

    @Test
    void isForPiecesOfAboutTheSameSize() {
        BodyChunk first = read(one, 10_000, 'a');
        ByteBuffer view = first.bytes();
        first.release();
        read(other, 60_000, 'b');
        assertThat(view.get(0)).as("too small for the second").isEqualTo((byte) 'a');
        read(one, 9_000, 'c');
        assertThat(view.get(0)).as("the memory of the first").isEqualTo((byte) 'c');
    }

    @Test
    void isForSmallerPiecesWhenThereIsNoneOfTheirSize() {
        BodyChunk first = read(one, PacketEncoder.MAX_DATA, 'a');
        ByteBuffer view = first.bytes();
        first.release();
        read(other, 10_000, 'b');
        assertThat(view.get(0)).as("the memory of the first").isEqualTo((byte) 'b');
    }

    @Test
    void isGivenBackByAPacketThatKeepsNothingOfIt() {
        BodyChunk first = read(one, 10_000, 'a');
        ByteBuffer view = first.bytes();
        first.release();
        for (int i = 0; i < 2; i++) {
            assertThat(read(other, new Header("X-Long", "b".repeat(10_000)))).isInstanceOf(Header.class);
        }
        assertThat(view.get(9_000)).as("the memory of the first").isEqualTo((byte) 'b');
        read(one, 10_000, 'c');
        assertThat(view.get(9_000)).as("the memory of the first").isEqualTo((byte) 'c');
    }

    /** A burst of mail must not take up memory for ever. */
    @Test
    void keepsNoMoreThanTheBodiesOfSomeMessages() {
        List<BodyChunk> burst = Stream.generate(() -> read(one, PacketEncoder.MAX_DATA, 'a'))
                .limit(200)
                .toList();
        List<ByteBuffer> views = burst.stream().map(BodyChunk::bytes).toList();
        burst.forEach(BodyChunk::release);
        for (int i = 0; i < 200; i++) {
            read(other, PacketEncoder.MAX_DATA, 'b');
        }
        assertThat(views).filteredOn(view -> view.get(0) == 'b').hasSize(128);
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

    private static BodyChunk read(PacketDecoder<Command> decoder, int size, char filling) {
        return (BodyChunk) read(decoder, piece(size, filling));
    }

    /** As a socket gives it, in segments. */
    private static Command read(PacketDecoder<Command> decoder, Command command) {
        List<Command> read = new ArrayList<>();
        ByteBuffer encoded = new PacketEncoder(1 << 20).encode(command);
        while (encoded.hasRemaining()) {
            ByteBuffer segment = encoded.slice(encoded.position(), Math.min(20_000, encoded.remaining()));
            encoded.position(encoded.position() + segment.remaining());
            decoder.decode(segment.asReadOnlyBuffer(), read::add);
        }
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    private static BodyChunk piece(int size, char filling) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) filling);
        return new BodyChunk(ByteBuffer.wrap(bytes));
    }
}
