package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Packet;
import org.milterflux.protocol.PacketEncoder;

/**
 * Packets that leave together in one write.
 *
 * <p>They are kept as values until then: a burst that is given up has nothing to release. Not thread-safe.
 */
final class Burst {

    private static final int USUAL_PACKETS = 4;

    /** By far the most frequent burst, made once. */
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(new PacketEncoder().encode(new Continue()))
            .asReadOnly());

    private final List<Packet> packets = new ArrayList<>(USUAL_PACKETS);
    private PacketEncoder encoder = new PacketEncoder();
    private int size;

    void add(Packet packet) {
        packets.add(packet);
        size += encoder.size(packet);
    }

    /** Bytes on the wire. */
    int size() {
        return size;
    }

    /** Sets the data bytes a packet may have from now on. */
    void allow(int dataBytes) {
        encoder = new PacketEncoder(dataBytes);
    }

    /**
     * Moves everything into one buffer, to be released by whoever takes it.
     *
     * @throws IllegalArgumentException when a packet must not be sent; the burst is spoilt then
     */
    ByteBuf take(ByteBufAllocator allocator) {
        if (packets.size() == 1 && packets.get(0) instanceof Continue) {
            clear();
            return CONTINUE.duplicate();
        }
        ByteBuf buffer = allocator.ioBuffer(size);
        try {
            ByteBuffer out = buffer.internalNioBuffer(0, size);
            packets.forEach(packet -> encoder.write(packet, out));
            buffer.writerIndex(size);
        } catch (RuntimeException | Error e) {
            buffer.release();
            throw e;
        }
        clear();
        return buffer;
    }

    private void clear() {
        packets.clear();
        size = 0;
    }
}
