package org.milterflux.transport.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.FutureMono;
import reactor.netty.resources.LoopResources;

/**
 * Event loops on io_uring whose connections read into a few large buffers that they share: the kernel puts what comes for one
 * of them behind what came for another, mostly into memory that is still in the cache.
 */
final class RingLoops implements LoopResources {

    /** The one ring of buffers that each loop has. */
    private static final short RING = 1;

    /** Buffers of a ring at most, and at first: 256 KiB for each loop, until much comes at once. */
    private static final short MOST_BUFFERS = 8;

    private static final int FIRST_BUFFERS = 2;

    private final EventLoopGroup loops;

    RingLoops(String name, int threads) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = loop -> new LoopThread(loop, name + "-" + count.incrementAndGet());
        IoUringIoHandlerConfig config = new IoUringIoHandlerConfig().setBufferRingConfig(ring());
        loops = new MultiThreadIoEventLoopGroup(threads, factory, IoUringIoHandler.newFactory(config));
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
    static Reads<Short> sharedReads() {
        return new Reads<>(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops;
    }

    @Override
    public Mono<Void> disposeLater(Duration quiet, Duration limit) {
        return FutureMono.deferFuture(() -> ended(quiet, limit));
    }

    @SuppressWarnings("unchecked") // it ends without a value
    private Future<Void> ended(Duration quiet, Duration limit) {
        return (Future<Void>) loops.shutdownGracefully(quiet.toMillis(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isDisposed() {
        return loops.isShuttingDown();
    }

    /** Where Reactor lets nobody wait. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        LoopThread(Runnable loop, String name) {
            super(loop, name);
            setDaemon(true);
        }
    }
}
