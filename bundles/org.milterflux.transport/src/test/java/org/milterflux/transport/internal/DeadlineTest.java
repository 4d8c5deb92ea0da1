package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicInteger expired = new AtomicInteger();
    private final Deadline deadline =
            new Deadline(channel.eventLoop(), Duration.ofSeconds(10), expired::incrementAndGet);

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void expiresOnce() {
        deadline.restart();
        pass(9);
        assertThat(expired).hasValue(0);
        pass(1);
        pass(100);
        assertThat(expired).hasValue(1);
    }

    @Test
    void countsFromTheLastRestart() {
        deadline.restart();
        pass(9);
        deadline.restart();
        pass(9);
        assertThat(expired).hasValue(0);
        pass(1);
        assertThat(expired).hasValue(1);
    }

    @Test
    void doesNotExpireWhilePaused() {
        deadline.restart();
        deadline.pause();
        pass(100);
        assertThat(expired).hasValue(0);
        deadline.restart();
        pass(10);
        assertThat(expired).hasValue(1);
    }

    @Test
    void hasOneTimerHoweverOftenItIsRestarted() {
        for (int i = 0; i < 1_000; i++) {
            deadline.restart();
        }
        deadline.cancel();
        assertThat(channel.runScheduledPendingTasks()).as("no timer left").isEqualTo(-1);
    }

    @Test
    void staysCancelled() {
        deadline.restart();
        deadline.cancel();
        deadline.restart();
        assertThat(channel.runScheduledPendingTasks()).as("no timer left").isEqualTo(-1);
    }
}
