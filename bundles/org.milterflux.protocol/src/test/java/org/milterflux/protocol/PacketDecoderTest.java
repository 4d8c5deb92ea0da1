package org.milterflux.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {

    private final PacketDecoder<Command> commands = PacketDecoder.commands(1 << 20);
    private final List<Command> received = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "EHLO client.example\r\n", "\u0016\u0003\u0001\u0002\u0000"
            })
    void refusesOtherProtocolsAtTheirFirstBytes(String hello) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> commands.decode(ByteBuffer.wrap(hello.getBytes(US_ASCII)), received::add))
                .withMessageContaining("is beyond the limit of 1025");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000,packet of length 0",
        "ffffffff4f,packet length 4294967295 (0xFFFFFFFF) is beyond the limit of 1025",
        "80000000,packet length 2147483648 (0x80000000) is beyond the limit of 1025",
        "00000402,packet length 1026 (0x00000402) is beyond the limit of 1025"
    })
    void believesNoLengthBeforeTheOffer(String hex, String message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> commands.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), received::add))
                .withMessage(message);
    }

    @Test
    void takesLargePacketsAfterTheOffer() {
        commands.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), received::add);
        ByteBuffer body = ByteBuffer.allocate(1 << 20);
        ByteBuffer encoded = new PacketEncoder(1 << 20).encode(new BodyChunk(body));
        while (encoded.hasRemaining()) {
            int size = Math.min(1460, encoded.remaining());
            commands.decode(encoded.slice(encoded.position(), size), received::add);
            encoded.position(encoded.position() + size);
        }
        assertThat(received).containsExactly(OptionNegotiation.offer(6), new BodyChunk(body));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> commands.decode(
                        ByteBuffer.allocate(4).putInt((1 << 20) + 2).flip(), received::add));
    }

    /** Ten thousand open connections of one MTA keep its name once. */
    @Test
    void keepsWhatManyConnectionsTellOnce() {
        Macros macros =
                Macros.before(CommandCode.CONNECT, Map.of("j", "mx.repeats.example", "client_addr", "2001:db8::17"));
        Connect connect = new Connect("client.repeats.example", Family.INET6, 25, "2001:db8::17");
        Helo helo = new Helo("client.repeats.example");
        for (int connection = 0; connection < 2; connection++) {
            PacketDecoder<Command> decoder = PacketDecoder.commands(1 << 20);
            decoder.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), offer -> {});
            List.of(macros, connect, helo)
                    .forEach(command -> decoder.decode(new PacketEncoder().encode(command), received::add));
        }
        assertThat(received).containsExactly(macros, connect, helo, macros, connect, helo);
        assertThat(((Macros) received.get(3)).values().get("j"))
                .isSameAs(((Macros) received.get(0)).values().get("j"));
        assertThat(((Connect) received.get(4)).address())
                .isSameAs(((Macros) received.get(0)).values().get("client_addr"));
        assertThat(((Helo) received.get(5)).name()).isSameAs(((Connect) received.get(1)).host());
    }

    /** Postfix tells the same before every header field. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void knowsMacrosAgain(int readAtOnce) {
        Macros id = Macros.before(CommandCode.HEADER, Map.of("i", "4Xyz12"));
        List<Command> told = List.of(
                id,
                id,
                Macros.before(CommandCode.HEADER, Map.of("i", "4Xyz13")),
                id,
                Macros.before(CommandCode.BODY, Map.of("i", "4Xyz12")),
                new Header("X", "y"),
                id,
                Macros.before(CommandCode.HEADER, Map.of()),
                id,
                id);
        ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
        told.forEach(macros -> new PacketEncoder().write(macros, bytes));
        bytes.flip();
        while (bytes.hasRemaining()) {
            int size = Math.min(readAtOnce, bytes.remaining());
            commands.decode(bytes.slice(bytes.position(), size), received::add);
            bytes.position(bytes.position() + size);
        }
        assertThat(received).isEqualTo(told);
        if (readAtOnce == 4096) {
            assertThat(received.get(1)).as("decoded once").isSameAs(received.get(0));
        }
    }

    @Test
    void spendsLittleOnAnnouncements() {
        commands.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), received::add);
        ByteBuffer start = ByteBuffer.wrap(HexFormat.of().parseHex("00100000" + "42"));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        commands.decode(start, received::add);
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 10);
        assertThat(commands.isMidPacket()).isTrue();
    }

    @Test
    void handsOverWhatCameBeforeGarbage() {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("0000000141" + "0000000151" + "000000015a"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> commands.decode(bytes, received::add));
        assertThat(received).containsExactly(new Abort(), new Quit());
    }

    @Test
    void knowsWhetherAPacketIsUnderWay() {
        assertThat(commands.isMidPacket()).isFalse();
        commands.decode(ByteBuffer.wrap(new byte[] {0}), received::add);
        assertThat(commands.isMidPacket()).isTrue();
        commands.decode(ByteBuffer.wrap(new byte[] {0, 0, 1}), received::add);
        assertThat(commands.isMidPacket()).isTrue();
        commands.decode(ByteBuffer.wrap(new byte[] {'A'}), received::add);
        assertThat(commands.isMidPacket()).isFalse();
        commands.end();
    }
}
