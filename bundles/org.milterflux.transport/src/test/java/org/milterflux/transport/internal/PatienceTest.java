package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Limits LIMITS = new TestSettings(TestSettings.LOOPBACK)
            .times(Duration.ofSeconds(100), Duration.ofSeconds(30), Duration.ofSeconds(10))
            .limits();

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> exhausted = new ArrayList<>();
    private final Patience patience = new Patience(channel.eventLoop(), LIMITS, exhausted::add);

    @BeforeEach
    void connect() {
        channel.freezeTime();
        patience.connected();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void endsOnce() {
        pass(29);
        assertThat(exhausted).isEmpty();
        pass(1);
        pass(1_000);
        assertThat(exhausted).containsExactly("no option negotiation within 30 s");
        assertThat(channel.runScheduledPendingTasks()).as("no timer left").isEqualTo(-1);
    }

    @Test
    void negotiationIsNotBegunAnewByBytes() {
        pass(29);
        patience.active();
        pass(1);
        assertThat(exhausted).containsExactly("no option negotiation within 30 s");
    }

    @Test
    void idlenessCountsFromTheLastBytes() {
        patience.negotiated();
        pass(99);
        patience.active();
        pass(99);
        assertThat(exhausted).isEmpty();
        pass(1);
        assertThat(exhausted).containsExactly("idle for 100 s");
    }

    @Test
    void aPacketHasItsOwnTimeWithinThatOfTheOthers() {
        patience.negotiated();
        pass(50);
        patience.packetUnderWay(true);
        pass(9);
        patience.active();
        patience.packetUnderWay(false);
        assertThat(exhausted).isEmpty();
        pass(1);
        assertThat(exhausted).containsExactly("packet not complete within 10 s");
    }

    @Test
    void anotherPacketHasItsTimeAnew() {
        patience.negotiated();
        patience.packetUnderWay(true);
        pass(9);
        patience.packetUnderWay(true);
        pass(9);
        assertThat(exhausted).isEmpty();
        pass(1);
        assertThat(exhausted).containsExactly("packet not complete within 10 s");
    }

    @Test
    void aCompletePacketDoesNotEnd() {
        patience.negotiated();
        patience.packetUnderWay(true);
        patience.noPacket();
        pass(99);
        assertThat(exhausted).isEmpty();
        pass(1);
        assertThat(exhausted).containsExactly("idle for 100 s");
    }

    @Test
    void hasOneTimerHoweverMuchHappens() {
        for (int i = 0; i < 1_000; i++) {
            patience.active();
            patience.packetUnderWay(true);
            patience.noPacket();
        }
        patience.cancel();
        assertThat(channel.runScheduledPendingTasks()).as("no timer left").isEqualTo(-1);
    }

    @Test
    void staysCancelled() {
        patience.cancel();
        patience.packetUnderWay(true);
        assertThat(channel.runScheduledPendingTasks()).as("no timer left").isEqualTo(-1);
    }
}
