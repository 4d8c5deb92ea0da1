package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PacketCodecTest {

    @ParameterizedTest
    @MethodSource("org.milterflux.protocol.Samples#all")
    void decodes(Sample sample) {
        assertThat(sample.decode(ByteBuffer.wrap(sample.bytes()))).containsExactly(sample.value());
        ByteBuffer direct = ByteBuffer.allocateDirect(sample.bytes().length);
        assertThat(sample.decode(direct.put(sample.bytes()).flip())).containsExactly(sample.value());
    }

    @ParameterizedTest
    @MethodSource("org.milterflux.protocol.Samples#all")
    void encodes(Sample sample) {
        PacketEncoder encoder = new PacketEncoder();
        ByteBuffer encoded = encoder.encode(sample.value());
        if (sample.canonical()) {
            assertThat(encoded).isEqualTo(ByteBuffer.wrap(sample.bytes()));
        }
        assertThat(encoder.size(sample.value())).isEqualTo(encoded.remaining());
        assertThat(sample.decode(encoded)).containsExactly(sample.value());
    }

    @ParameterizedTest
    @MethodSource("org.milterflux.protocol.Samples#all")
    void decodesHoweverItWasCut(Sample sample) {
        byte[] twice = HexFormat.of().parseHex(sample.hex() + sample.hex());
        for (int cut = 0; cut <= twice.length; cut++) {
            ByteBuffer first = ByteBuffer.wrap(twice, 0, cut);
            ByteBuffer second = ByteBuffer.wrap(twice, cut, twice.length - cut);
            assertThat(sample.decode(first, second))
                    .as("cut at %d", cut)
                    .containsExactly(sample.value(), sample.value());
        }
        ByteBuffer[] single = new ByteBuffer[twice.length];
        Arrays.setAll(single, i -> ByteBuffer.wrap(twice, i, 1));
        assertThat(sample.decode(single)).containsExactly(sample.value(), sample.value());
    }

    @ParameterizedTest
    @MethodSource("org.milterflux.protocol.Samples#all")
    void noticesAnEndInsideThePacket(Sample sample) {
        for (int length = 1; length < sample.bytes().length; length++) {
            ByteBuffer start = ByteBuffer.wrap(sample.bytes(), 0, length);
            assertThatExceptionOfType(ProtocolException.class)
                    .as("after %d bytes", length)
                    .isThrownBy(() -> sample.decode(start))
                    .withMessageContaining("inside a packet");
        }
    }

    /** A shorter packet may be a packet too, as M without its arguments; nothing else may come of it. */
    @ParameterizedTest
    @MethodSource("org.milterflux.protocol.Samples#all")
    void survivesLessDataThanItTakes(Sample sample) {
        byte[] bytes = sample.bytes();
        for (int length = 5; length < bytes.length; length++) {
            ByteBuffer shorter = ByteBuffer.wrap(Arrays.copyOf(bytes, length)).putInt(0, length - 4);
            List<Packet> packets = new ArrayList<>();
            try {
                packets.addAll(sample.decode(shorter));
            } catch (ProtocolException e) {
                assertThat(e).hasMessageContaining("of length " + (length - 4));
                continue;
            }
            assertThat(packets).singleElement().isInstanceOf(sample.value().getClass());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "O too short,           0000000c4f00000006000001ff001fff",
        "L without value,       000000034c4100",
        "L without NUL,         000000024c41",
        "M without address,     000000014d",
        "D without event,       0000000144",
        "C of an unknown family,000000044341005a",
        "C without family,      0000000343 4100",
        "C without port,        00000005434100 3400",
        "unknown letter,        000000055a01020304"
    })
    void refusesCommand(String name, String hex) {
        Sample bad = new Sample(name, hex.replace(" ", ""), new Data(), true, false);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> bad.decode(ByteBuffer.wrap(bad.bytes())))
                .withMessageStartingWith("packet '" + (char) bad.bytes()[4] + "' of length ");
    }

    @ParameterizedTest
    @CsvSource({
        "c with data,              000000026300",
        "O too short,              0000000c4f00000006000001ff001fff",
        "O with half a list,       000000114f00000006000001ff0000040000000002",
        "h without value,          00000003684100",
        "h with a third string,    00000006684100410041",
        "i without index,          00000002 6900",
        "e with three strings,     00000007653c3e00410041",
        "y with text after its NUL,0000000979353530204e6f0061",
        "a command,                000000044d3c3e00"
    })
    void refusesReply(String name, String hex) {
        Sample bad = new Sample(name, hex.replace(" ", ""), new Data(), false, false);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> bad.decode(ByteBuffer.wrap(bad.bytes())))
                .withMessageStartingWith("packet '" + (char) bad.bytes()[4] + "' of length ");
    }

    @Test
    void givesLargeDataUncopiedAndReadOnly() {
        byte[] body = new byte[PacketEncoder.MAX_DATA];
        Arrays.fill(body, (byte) 'x');
        ByteBuffer encoded = new PacketEncoder().encode(new BodyChunk(ByteBuffer.wrap(body)));
        List<Packet> packets = new Sample("B", "", new Data(), true, false).decode(encoded);
        encoded.put(5, (byte) 'y');
        assertThat(packets).containsExactly(new BodyChunk(ByteBuffer.wrap(body)));
        assertThat(((BodyChunk) packets.get(0)).bytes().isReadOnly()).isTrue();
    }

    @Test
    void writesNothingLargerThanThePeerReads() {
        ByteBuffer tooMuch = ByteBuffer.allocate(PacketEncoder.MAX_DATA + 1);
        BodyChunk chunk = new BodyChunk(tooMuch);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PacketEncoder().encode(chunk))
                .withMessage("'B' cannot be sent: 65536 data bytes, the peer reads 65535");
        assertThat(new PacketEncoder((1 << 18) - 1).encode(chunk).remaining()).isEqualTo(65536 + 5);
        assertThat(BodyChunk.split(tooMuch, PacketEncoder.MAX_DATA))
                .extracting(piece -> piece.bytes().remaining())
                .containsExactly(65535, 1);
    }

    @Test
    void splitsAnEmptyBodyIntoNoChunkButOneReplacement() {
        ByteBuffer empty = ByteBuffer.allocate(0);
        assertThat(BodyChunk.split(empty, 10)).isEmpty();
        assertThat(ReplaceBody.split(empty, 10)).containsExactly(new ReplaceBody(empty));
    }

    @Test
    void splitsFromWhereTheReaderStands() {
        ByteBuffer body = Samples.ascii("0123456789").position(2);
        assertThat(ReplaceBody.split(body, 3))
                .extracting(piece -> WireText.decode(piece.bytes()))
                .containsExactly("234", "567", "89");
    }

    @Test
    void allowsNoNulInsideAString() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Header("X", "a\0b"))
                .withMessageContaining("NUL");
        assertThatIllegalArgumentException().isThrownBy(() -> new MailFrom("a", List.of("\0")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Helo("\0"));
    }
}
