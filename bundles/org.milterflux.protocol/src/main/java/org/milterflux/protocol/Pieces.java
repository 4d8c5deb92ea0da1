package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cuts bytes into pieces that fit a packet. */
final class Pieces {

    private Pieces() {}

    static Stream<ByteBuffer> of(ByteBuffer whole, int size) {
        int count = (whole.remaining() + size - 1) / size;
        return IntStream.range(0, count).mapToObj(i -> {
            int from = i * size;
            return whole.slice(whole.position() + from, Math.min(size, whole.remaining() - from));
        });
    }
}
