package org.milterflux.transport.internal;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/**
 * A few large buffers that all connections of an event loop on io_uring read into: the kernel puts what comes for one of them
 * behind what came for another, mostly into memory that is still in the cache.
 */
final class SharedBuffers {

    /** The one ring of buffers that each loop has. */
    private static final short RING = 1;

    /** Buffers of a ring at most, and at first: 256 KiB for each loop, until much comes at once. */
    private static final short MOST_BUFFERS = 8;

    private static final int FIRST_BUFFERS = 2;

    private SharedBuffers() {}

    /** What makes loops that have such buffers. */
    static IoHandlerFactory loops() {
        return IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setBufferRingConfig(ring()));
    }

    private static IoUringBufferRingConfig ring() {
        return IoUringBufferRingConfig.builder()
                .bufferGroupId(RING)
                .bufferRingSize(MOST_BUFFERS)
                .batchSize(FIRST_BUFFERS)
                .incremental(true)
                .allocator(new IoUringFixedBufferRingAllocator(Reads.LARGEST))
                .build();
    }

    /**
     * Whether the kernel can do it, which is Linux 6.12 or newer, and lets us; and whether Netty asks anew for each read, as
     * {@code bin/milterflux} tells it. A standing request would go on reading for megabytes when we have had enough.
     */
    static boolean areSupported() {
        return IoUring.isAvailable() && IoUring.isRegisterBufferRingIncSupported() && !IoUring.isRecvMultishotEnabled();
    }

    /** What the connections of such loops read into. */
    static Reads<Short> reads() {
        return new Reads<>(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
    }
}
