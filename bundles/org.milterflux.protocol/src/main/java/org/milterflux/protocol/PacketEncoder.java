package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * Turns packets into bytes. Strict: what has a {@link Packet#fault()} or is larger than the peer reads never leaves.
 *
 * <p>Stateless. Refusals are {@link IllegalArgumentException}s: the caller built a packet it should have checked.
 */
public final class PacketEncoder {

    /** Data bytes of a packet that every peer reads ({@code MILTER_CHUNK_SIZE}). */
    public static final int MAX_DATA = 65535;

    private static final int HEAD = Integer.BYTES + 1;

    private final int maxData;

    /** For peers that agreed on nothing larger. */
    public PacketEncoder() {
        this(MAX_DATA);
    }

    /**
     * For peers that agreed on a size.
     *
     * @param maxData data bytes a packet may have, see {@link OptionNegotiation#maxData()}
     */
    public PacketEncoder(int maxData) {
        this.maxData = maxData;
    }

    /** Bytes on the wire, length and letter included. */
    public int size(Packet packet) {
        return HEAD + packet.dataSize();
    }

    /**
     * Puts the whole packet.
     *
     * @param out big-endian, with {@link #size} bytes free
     */
    public void write(Packet packet, ByteBuffer out) {
        write(packet, packet.dataSize(), out);
    }

    /** The whole packet in a buffer of its own, ready to read. */
    public ByteBuffer encode(Packet packet) {
        int dataSize = packet.dataSize();
        if (dataSize > maxData) {
            throw tooLarge(packet, dataSize);
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD + dataSize);
        write(packet, dataSize, out);
        return out.flip();
    }

    private void write(Packet packet, int dataSize, ByteBuffer out) {
        if (dataSize > maxData) {
            throw tooLarge(packet, dataSize);
        }
        packet.fault().ifPresent(fault -> {
            throw new IllegalArgumentException(PacketReader.name(packet.letter()) + " cannot be sent: " + fault);
        });
        out.putInt(1 + dataSize).put(packet.letter());
        packet.writeData(out);
    }

    private IllegalArgumentException tooLarge(Packet packet, int dataSize) {
        return new IllegalArgumentException(PacketReader.name(packet.letter()) + " cannot be sent: " + dataSize
                + " data bytes, the peer reads " + maxData);
    }
}
