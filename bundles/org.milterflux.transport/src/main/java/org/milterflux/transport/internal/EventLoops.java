package org.milterflux.transport.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory.EventExecutorChooser;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.FutureMono;
import reactor.netty.resources.LoopResources;

/**
 * Event loops, of which new connections get as few as their load needs: one takes the events of many connections in one go, and
 * keeps what it needs for them in the processor's caches.
 *
 * <p>A connection stays with its loop; those that are busy last for some messages, so the load soon follows.
 */
final class EventLoops implements LoopResources {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loops;

    /**
     * Loops whose threads begin when they are needed.
     *
     * @param most of them
     * @param handlers what they do their input and output with
     */
    EventLoops(String name, int most, IoHandlerFactory handlers) {
        this(name, most, handlers, EventLoops::cpuTime);
    }

    EventLoops(String name, int most, IoHandlerFactory handlers, ToLongFunction<Thread> cpuTime) {
        loops = new MultiThreadIoEventLoopGroup(
                most,
                loop -> start(loop, name),
                all -> new Chooser(
                        all, () -> threads.stream().mapToLong(cpuTime).sum()),
                handlers);
    }

    private static long cpuTime(Thread thread) {
        return Processor.TIMES.getThreadCpuTime(thread.getId());
    }

    private synchronized void start(Runnable loop, String name) {
        Thread thread = new LoopThread(loop, name + "-" + (threads.size() + 1));
        threads.add(thread);
        thread.start();
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

    /** Gives connections to the loops in use in turn, and looks now and then how many that should be. Safe from any thread. */
    private static final class Chooser implements EventExecutorChooser {

        private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

        private final EventExecutor[] loops;
        private final LongSupplier cpuTime;
        private final LoopCount count;
        private int turn;
        private long since = System.nanoTime();
        private long used;

        /** @param cpuTime nanoseconds that all loops have taken so far */
        Chooser(EventExecutor[] loops, LongSupplier cpuTime) {
            this.loops = loops;
            this.cpuTime = cpuTime;
            count = new LoopCount(loops.length);
        }

        @Override
        public synchronized EventExecutor next() {
            long now = System.nanoTime();
            if (now - since >= INTERVAL) {
                look(now);
            }
            return loops[Math.floorMod(turn++, count.now())];
        }

        private void look(long now) {
            long usedNow = cpuTime.getAsLong();
            count.busy((double) (usedNow - used) / (now - since));
            since = now;
            used = usedNow;
        }
    }

    /** Made when it is first asked, which is not at the start, and kept, since it takes long to find. */
    private static final class Processor {

        private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();
    }

    /** Where Reactor lets nobody wait. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        LoopThread(Runnable loop, String name) {
            super(loop, name);
            setDaemon(true);
        }
    }
}
