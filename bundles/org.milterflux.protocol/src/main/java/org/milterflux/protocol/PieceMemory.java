package org.milterflux.protocol;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory for large packets, pieces of the body mostly, which is used again once it was given back: it is still in the cache then,
 * where fresh memory costs more than everything else that is done with the bytes.
 *
 * <p>What is never given back is the garbage collector's, as any memory is. Safe from any thread; to be shared by connections.
 */
public final class PieceMemory {

    /** The letter and the most bytes a piece of the body has. */
    private static final int SIZE = 1 << 16;

    /** Smaller packets would waste room; MTAs cut a body into pieces that are full. */
    private static final int LEAST = SIZE / 8 * 7;

    /** What waits for the next packets: the bodies of some messages, 8 MiB. */
    private static final int MOST_IDLE = 128;

    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();

    /** Whether it has room for a packet of so many bytes, and the packet deserves it. */
    static boolean suits(int size) {
        return size >= LEAST && size <= SIZE;
    }

    /** For one packet, what was given back last: zeros or anything. */
    synchronized Loan lend() {
        byte[] bytes = idle.poll();
        return new Loan(this, bytes == null ? new byte[SIZE] : bytes);
    }

    private synchronized void take(byte[] bytes) {
        if (idle.size() < MOST_IDLE) {
            idle.push(bytes);
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
