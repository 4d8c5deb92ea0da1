package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.test.scheduler.VirtualTimeScheduler;

class AwaitedConnectorTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AwaitedConnector connector = new AwaitedConnector(time);
    private final FakeMilter first = new FakeMilter();
    private final FakeMilter second = new FakeMilter();

    private CompletableFuture<MilterConnection> connect() {
        return connector.connect(FakeMilter.SOCKET, Duration.ofSeconds(5)).toFuture();
    }

    @Test
    void waitsForTheOneThatComesLater() {
        CompletableFuture<MilterConnection> connection = connect();
        assertThat(connection).isNotDone();
        connector.come(first);
        assertThat(connection).isCompletedWithValue(first.line());
        assertThat(connect()).isCompleted();
    }

    @Test
    void saysWhatIsMissingWhenNoneComes() {
        CompletableFuture<MilterConnection> connection = connect();
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(connection)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining(
                        "cannot connect to milter inet:8891@127.0.0.1: nothing that connects is installed");
    }

    @Test
    void takesTheNewestEvenWhenTheOldLeavesLater() {
        connector.come(first);
        connector.come(second);
        connector.go(first);
        assertThat(connect()).isCompletedWithValue(second.line());
        assertThat(first.lines).isEmpty();
    }

    @Test
    void waitsAgainWhenTheOnlyOneLeft() {
        connector.come(first);
        connector.go(first);
        CompletableFuture<MilterConnection> connection = connect();
        assertThat(connection).isNotDone();
        connector.come(second);
        assertThat(connection).isCompletedWithValue(second.line());
    }
}
