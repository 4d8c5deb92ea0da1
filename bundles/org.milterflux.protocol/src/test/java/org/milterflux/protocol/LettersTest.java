package org.milterflux.protocol;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LettersTest {

    @Test
    void knowsTheseCommandsAmongAllBytes() {
        assertThat(lettersOf(letter -> CommandCode.of(letter).isPresent())).isEqualTo("ABCDEHKLMNOQRTU");
        for (CommandCode code : CommandCode.values()) {
            assertThat(CommandCode.of(code.letter())).contains(code);
        }
    }

    @Test
    void knowsTheseRepliesAmongAllBytes() {
        assertThat(lettersOf(letter -> ReplyKind.of(letter).isPresent())).isEqualTo("+-24Oabcdefhimpqrsty");
        for (ReplyKind kind : ReplyKind.values()) {
            assertThat(ReplyKind.of(kind.letter())).contains(kind);
        }
    }

    @Test
    void refusesEveryOtherByte() {
        for (int letter = 0; letter < 256; letter++) {
            byte[] packet = {0, 0, 0, 1, (byte) letter};
            if (CommandCode.of((byte) letter).isEmpty()) {
                assertThatExceptionOfType(ProtocolException.class)
                        .isThrownBy(() -> PacketDecoder.commands(100).decode(ByteBuffer.wrap(packet), command -> {}))
                        .withMessageContaining("letter");
            }
            if (ReplyKind.of((byte) letter).isEmpty()) {
                assertThatExceptionOfType(ProtocolException.class)
                        .isThrownBy(() -> PacketDecoder.replies(100).decode(ByteBuffer.wrap(packet), reply -> {}))
                        .withMessageContaining("letter");
            }
        }
    }

    @Test
    void saysWhichCommandsAreAnswered() {
        assertThat(IntStream.range(0, 256)
                        .mapToObj(letter -> CommandCode.of((byte) letter))
                        .flatMap(Optional::stream)
                        .filter(CommandCode::isAnswered)
                        .map(code -> "" + (char) code.letter())
                        .collect(joining()))
                .isEqualTo("BCEHLMNRTU");
    }

    @Test
    void sortsRepliesByTheirRole() {
        assertThat(Samples.replies().map(sample -> (Reply) sample.value()))
                .allSatisfy(
                        reply -> assertThat(reply.isVerdict() && reply.isEdit()).isFalse());
        assertThat(new Continue().isVerdict()).isTrue();
        assertThat(new Progress().isVerdict()).isFalse();
        assertThat(new Progress().endsBurst()).isTrue();
        assertThat(new Quarantine("x").isEdit()).isTrue();
        assertThat(new Quarantine("x").endsBurst()).isFalse();
        assertThat(new ReplaceBody(ByteBuffer.allocate(0)).endsBurst()).isTrue();
    }

    private static String lettersOf(Predicate<Byte> known) {
        return IntStream.range(0, 256)
                .filter(letter -> known.test((byte) letter))
                .mapToObj(letter -> "" + (char) letter)
                .collect(joining());
    }
}
