package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.Body;
import org.milterflux.protocol.BodyChunk;

class BodyPiecesTest {

    /** Pieces of at most four bytes; a bar between two parts of the body, a comma between two pieces. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; ''",
                "'|'; ''",
                "a; a",
                "abcd; abcd",
                "abcde; abcd,e",
                "abcdefghi; abcd,efgh,i",
                "ab|cd; abcd",
                "ab|cde; ab,cde",
                "abc|d|e; abcd,e",
                "|a||b|; ab",
                "abcdef|gh|i; abcd,efgh,i",
                "a|bcdef; a,bcde,f"
            })
    void joinWhatIsSmallAndCutWhatIsLarge(String given, String expected) {
        List<Body> parts = Arrays.stream(given.split("\\|", -1))
                .map(part -> MemoryBody.of(bytes(part)))
                .toList();
        Body inMemory = new JoinedBody(parts);
        assertThat(texts(inMemory)).isEqualTo(pieces(expected));
        assertThat(texts(new MemoryBody(
                        Stream.of(given.split("\\|", -1))
                                .map(BodyPiecesTest::bytes)
                                .map(BodyChunk::new)
                                .toList(),
                        inMemory.size())))
                .isEqualTo(pieces(expected));
    }

    @Test
    void areNotCopiedWhenTheyLieInMemory() {
        byte[] content = {'a', 'b', 'c', 'd', 'e'};
        List<ByteBuffer> pieces = BodyPieces.of(MemoryBody.of(ByteBuffer.wrap(content)), 4)
                .toStream()
                .toList();
        content[0] = 'A';
        content[4] = 'E';
        assertThat(pieces).containsExactly(bytes("Abcd"), bytes("E")).allMatch(ByteBuffer::isReadOnly);
    }

    private static List<String> texts(Body body) {
        return BodyPieces.of(body, 4)
                .map(piece -> StandardCharsets.US_ASCII.decode(piece).toString())
                .toStream()
                .toList();
    }

    private static List<String> pieces(String expected) {
        return expected.isEmpty() ? List.of() : List.of(expected.split(","));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
