package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One packet of either direction.
 *
 * <p>Wire: {@code uint32} length of what follows, one letter, data; numbers big-endian.
 */
public sealed interface Packet permits Command, Reply {

    /** The ASCII letter that names the packet on the wire. */
    byte letter();

    /** Bytes of data after the letter. */
    int dataSize();

    /** Puts the data, exactly {@link #dataSize()} bytes, without length and letter. */
    void writeData(ByteBuffer out);

    /**
     * Why this packet must not be sent, in words for whoever built it; empty when it may.
     *
     * <p>A packet that was read can hold anything the format allows; one that is written obeys the text rules MTAs rely
     * on. {@link PacketEncoder} refuses a packet with a fault, so ask first when the content is somebody else's.
     */
    default Optional<String> fault() {
        return Optional.empty();
    }
}
