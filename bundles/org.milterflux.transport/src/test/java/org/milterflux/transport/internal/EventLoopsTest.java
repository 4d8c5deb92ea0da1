package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    private volatile boolean busy;
    private volatile long used;
    private final EventLoops loops = new EventLoops("test", 3, NioIoHandler.newFactory(), this::cpuTime);

    /** As if each thread used its processor all the time, or not at all. */
    private long cpuTime(Thread thread) {
        if (busy) {
            used = System.nanoTime();
        }
        return used;
    }

    @AfterEach
    void end() {
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
    }

    @Test
    void areAsManyAsTheirLoadNeeds() {
        assertThat(nextOnes()).hasSize(1);
        busy = true;
        await().until(() -> nextOnes().size() == 3);
        busy = false;
        await().until(() -> nextOnes().size() == 1);
    }

    /** The CPU time is the real one: of a loop that does nothing but work. */
    @Test
    void lookAtTheCpuTimeOfTheirThreads() {
        EventLoops real = new EventLoops("real", 2, NioIoHandler.newFactory());
        AtomicBoolean enough = new AtomicBoolean();
        try {
            EventLoop first = real.onServer(false).next();
            first.execute(() -> {
                while (!enough.get()) {
                    Thread.onSpinWait();
                }
            });
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> real.onServer(false).next() != first);
        } finally {
            enough.set(true);
            real.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
        }
    }

    /** The loops that the next connections would get. */
    private Set<EventLoop> nextOnes() {
        Set<EventLoop> ones = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            EventLoop next = loops.onServer(false).next();
            next.execute(() -> {}); // its thread begins
            ones.add(next);
        }
        return ones;
    }
}
