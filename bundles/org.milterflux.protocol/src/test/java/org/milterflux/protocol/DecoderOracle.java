package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What must hold for any bytes at all: nothing but {@link ProtocolException} escapes, cuts do not matter, what was read and may
 * be written reads the same again.
 */
final class DecoderOracle {

    private static final int MAX_DATA = 1 << 16;
    private static final PacketEncoder ENCODER = new PacketEncoder(MAX_DATA);

    private DecoderOracle() {}

    record Outcome(List<Packet> packets, Optional<String> error) {}

    /**
     * Checks both directions.
     *
     * @param sizes how many bytes the next read gives
     */
    static void check(byte[] bytes, IntSupplier sizes) {
        check(() -> PacketDecoder.commands(MAX_DATA), bytes, sizes);
        check(() -> PacketDecoder.replies(MAX_DATA), bytes, sizes);
    }

    private static <P extends Packet> void check(Supplier<PacketDecoder<P>> decoders, byte[] bytes, IntSupplier sizes) {
        Outcome whole = decode(decoders.get(), bytes, () -> bytes.length);
        require(decode(decoders.get(), bytes, sizes).equals(whole), "cuts changed", whole);
        for (Packet packet : whole.packets()) {
            if (packet.fault().isEmpty()) {
                PacketDecoder<P> again = decoders.get();
                again.decode(ENCODER.encode(OptionNegotiation.offer(6)), offer -> {});
                List<Packet> second = new ArrayList<>();
                again.decode(ENCODER.encode(packet), second::add);
                require(second.equals(List.of(packet)), "reads differently once written", packet);
            }
        }
    }

    private static void require(boolean holds, String what, Object of) {
        if (!holds) {
            fail(what + ": " + of);
        }
    }

    private static Outcome decode(PacketDecoder<?> decoder, byte[] bytes, IntSupplier sizes) {
        List<Packet> packets = new ArrayList<>();
        try {
            int at = 0;
            while (at < bytes.length) {
                int size = Math.min(Math.max(1, sizes.getAsInt()), bytes.length - at);
                decoder.decode(ByteBuffer.wrap(bytes, at, size), packets::add);
                at += size;
            }
            decoder.end();
            return new Outcome(packets, Optional.empty());
        } catch (ProtocolException e) {
            return new Outcome(packets, Optional.ofNullable(e.getMessage()));
        }
    }
}
