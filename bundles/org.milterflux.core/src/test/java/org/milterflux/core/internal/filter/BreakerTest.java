package org.milterflux.core.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.milterflux.core.internal.filter.Breaker.State;

class BreakerTest {

    private static final Breaker.Settings SETTINGS =
            new Breaker.Settings(5, Duration.ofSeconds(30), Duration.ofSeconds(10));

    private final List<State> told = new ArrayList<>();

    /** Near its overflow, as {@code System.nanoTime} may be. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

    private final Breaker breaker = new Breaker(SETTINGS, () -> now, told::add);

    @Test
    void admitsEverybodyAtFirst() {
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(told).isEmpty();
    }

    @Test
    void opensAtTheLastFailureThatIsAllowed() {
        fail(4);
        assertThat(breaker.admits()).isTrue();
        fail(1);
        assertThat(breaker.admits()).isFalse();
        assertThat(told).containsExactly(State.OPEN);
    }

    @Test
    void staysClosedWhileMostCallsSucceed() {
        succeed(6);
        fail(5);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1);
        assertThat(breaker.state()).as("six of twelve").isEqualTo(State.OPEN);
    }

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        fail(4);
        pass(Duration.ofSeconds(30));
        fail(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void countsAllOfItsWindow() {
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            fail(1);
            pass(Duration.ofSeconds(6));
        }
        assertThat(told).containsExactly(State.OPEN);
    }

    @Test
    void forgetsSuccessesOlderThanItsWindowToo() {
        succeed(1000);
        pass(Duration.ofSeconds(30));
        fail(5);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void triesOneAtATimeAfterItsCooldown() {
        fail(5);
        pass(Duration.ofMillis(9_999));
        assertThat(breaker.admits()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        assertThat(told).containsExactly(State.OPEN, State.HALF_OPEN);
    }

    @Test
    void closesWhenATrialSucceeds() {
        fail(5);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isTrue();
        succeed(1);
        assertThat(told).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        fail(4);
        assertThat(breaker.state()).as("what was before is forgotten").isEqualTo(State.CLOSED);
    }

    @Test
    void waitsTwiceAsLongAfterEachTrialThatFails() {
        fail(5);
        for (int seconds : List.of(10, 20, 40, 80, 160, 300, 300)) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.admits()).as("before %d s", seconds).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(breaker.admits()).as("after %d s", seconds).isTrue();
            fail(1);
        }
    }

    @Test
    void waitsBrieflyAgainAfterItRecovered() {
        fail(5);
        pass(Duration.ofSeconds(10));
        breaker.admits();
        fail(1);
        pass(Duration.ofSeconds(20));
        breaker.admits();
        succeed(1);
        fail(5);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void triesAnotherWhenNobodyReportsOnATrial() {
        fail(5);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isTrue();
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        succeed(1);
        assertThat(told).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    void ignoresCallsThatBeganBeforeItOpened() {
        fail(5);
        succeed(3);
        fail(3);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).as("no longer than the first time").isTrue();
    }

    @Test
    void takesOtherSettings() {
        fail(4);
        breaker.settings(new Breaker.Settings(2, Duration.ofSeconds(1), Duration.ofSeconds(60)));
        fail(1);
        assertThat(breaker.state()).as("counting begins anew").isEqualTo(State.CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(Duration.ofSeconds(59));
        assertThat(breaker.admits()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void keepsCountingUnderEqualSettings() {
        fail(4);
        breaker.settings(new Breaker.Settings(5, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void admitsOneTrialOfManyThreads() throws Exception {
        fail(5);
        pass(Duration.ofSeconds(10));
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> answers = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await();
                        return breaker.admits();
                    }))
                    .toList();
            start.countDown();
            int admitted = 0;
            for (Future<Boolean> answer : answers) {
                admitted += answer.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(i -> breaker.failed());
    }

    private void succeed(int times) {
        IntStream.range(0, times).forEach(i -> breaker.succeeded());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
