package org.milterflux.protocol;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Memory for large packets, pieces of the body mostly, which is used again once it was given back: it is still in the cache then,
 * where fresh memory costs more than everything else that is done with the bytes.
 *
 * <p>What is never given back is the garbage collector's, as any memory is. Safe from any thread; to be shared by connections.
 */
public final class PieceMemory {

    /** The letter and the most bytes a piece of the body has. */
    private static final int LARGEST = 1 << 16;

    /** Memory comes in multiples of this, so that what one packet has left serves the next of about its size. */
    private static final int GRAIN = 1 << 12;

    /** So that a packet takes no more than half again of what it needs, unless larger memory is idle anyway. */
    private static final int LEAST = GRAIN / 2 * 3;

    /** What waits for the next packets: the bodies of some messages. */
    private static final int MOST_IDLE = 8 << 20;

    /** By their size in grains, less one. */
    private final List<ArrayDeque<byte[]>> idle =
            Stream.generate(ArrayDeque<byte[]>::new).limit(LARGEST / GRAIN).toList();

    private int idleBytes;

    /** Whether a packet of so many bytes deserves it. */
    static boolean suits(int size) {
        return size >= LEAST && size <= LARGEST;
    }

    /** For one packet that it {@linkplain #suits suits}, what was given back last and is large enough: zeros or anything. */
    synchronized Loan lend(int size) {
        int grains = (size + GRAIN - 1) / GRAIN;
        for (ArrayDeque<byte[]> large : idle.subList(grains - 1, idle.size())) {
            byte[] bytes = large.poll();
            if (bytes != null) {
                idleBytes -= bytes.length;
                return new Loan(this, bytes);
            }
        }
        return new Loan(this, new byte[grains * GRAIN]);
    }

    private synchronized void take(byte[] bytes) {
        if (idleBytes + bytes.length <= MOST_IDLE) {
            idleBytes += bytes.length;
            idle.get(bytes.length / GRAIN - 1).push(bytes);
        }
    }

    /** Bytes that one packet has for itself until they are given back. */
    static final class Loan {

        private final PieceMemory memory;
        private final byte[] bytes;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Loan(PieceMemory memory, byte[] bytes) {
            this.memory = memory;
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isEnded() {
            return ended.get();
        }

        /** Gives them back; a second time does nothing. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                memory.take(bytes);
            }
        }
    }
}
