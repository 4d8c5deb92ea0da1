package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One packet as bytes and as a value.
 *
 * @param fromMta whether a filter reads it, else an MTA
 * @param canonical whether encoding the value gives these bytes
 */
record Sample(String name, String hex, Packet value, boolean fromMta, boolean canonical) {

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return name;
    }

    List<Packet> decode(ByteBuffer... parts) {
        List<Packet> packets = new ArrayList<>();
        PacketDecoder<? extends Packet> decoder = decoder();
        for (ByteBuffer part : parts) {
            decoder.decode(part, packets::add);
        }
        decoder.end();
        return packets;
    }

    /** Past the negotiation, when all sizes are welcome. */
    PacketDecoder<? extends Packet> decoder() {
        if (fromMta) {
            PacketDecoder<Command> commands = PacketDecoder.commands(PacketDecoder.DEFAULT_MAX_DATA);
            commands.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), offer -> {});
            return commands;
        }
        return PacketDecoder.replies(PacketDecoder.DEFAULT_MAX_DATA);
    }
}
