package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Packet;
import org.milterflux.protocol.PacketEncoder;

/**
 * Packets that leave together in one write.
 *
 * <p>They are kept as values until then: a burst that is given up has nothing to release. Most are of one packet, and take no
 * list. Not thread-safe.
 */
final class Burst {

    private static final PacketEncoder USUAL = new PacketEncoder();

    /** By far the most frequent burst, made once. */
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes(USUAL.encode(new Continue())).asReadOnly());

    private @Nullable Packet first;
    private List<Packet> others = List.of();
    private PacketEncoder encoder = USUAL;
    private int size;

    void add(Packet packet) {
        if (first == null) {
            first = packet;
        } else {
            if (others.isEmpty()) {
                others = new ArrayList<>();
            }
            others.add(packet);
        }
        size += encoder.size(packet);
    }

    /** Bytes on the wire. */
    int size() {
        return size;
    }

    /** Sets the data bytes a packet may have from now on. */
    void allow(int dataBytes) {
        encoder = dataBytes == PacketEncoder.MAX_DATA ? USUAL : new PacketEncoder(dataBytes);
    }

    /**
     * Moves everything into one buffer, to be released by whoever takes it.
     *
     * @throws IllegalArgumentException when a packet must not be sent; the burst is spoilt then
     */
    ByteBuf take(ByteBufAllocator allocator) {
        if (first instanceof Continue && others.isEmpty()) {
            clear();
            return CONTINUE.duplicate();
        }
        ByteBuf buffer = allocator.ioBuffer(size);
        try {
            ByteBuffer out = buffer.internalNioBuffer(0, size);
            if (first != null) {
                encoder.write(first, out);
            }
            others.forEach(packet -> encoder.write(packet, out));
            buffer.writerIndex(size);
        } catch (RuntimeException | Error e) {
            buffer.release();
            throw e;
        }
        clear();
        return buffer;
    }

    private void clear() {
        first = null;
        others = List.of();
        size = 0;
    }
}
