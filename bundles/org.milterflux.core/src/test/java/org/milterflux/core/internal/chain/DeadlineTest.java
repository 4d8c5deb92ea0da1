package org.milterflux.core.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;

class DeadlineTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    DeadlineTest() {
        time.advanceTimeBy(
                Duration.ofNanos(Long.MAX_VALUE - 1_000_000_000)); // its nanoseconds are about to turn negative
    }

    @ParameterizedTest
    @CsvSource({
        // passed, own limit, filters to come: what it gets
        "    0,  8000, 0,  8000",
        "    0, 30000, 0, 30000",
        "    0, 40000, 0, 30000",
        "    0, 30000, 3, 28500",
        "25000,  8000, 0,  5000",
        "25000,  8000, 4,  3000",
        "25000,  2000, 4,  2000",
        "29990,  8000, 0,   100",
        "29000,  8000, 9,   100",
        "99000,  8000, 0,   100",
        "99000,    50, 0,    50"
    })
    void givesEachFilterItsShare(long passed, long own, long later, long share) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
        time.advanceTimeBy(Duration.ofMillis(passed));
        assertThat(deadline.share(Duration.ofMillis(own), later)).isEqualTo(Duration.ofMillis(share));
    }

    @Test
    void tellsWhatIsLeft() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(30));
        time.advanceTimeBy(Duration.ofMillis(29_999));
        assertThat(deadline.left()).isEqualTo(Duration.ofMillis(1));
        time.advanceTimeBy(Duration.ofMillis(2));
        assertThat(deadline.left()).isEqualTo(Duration.ZERO);
    }
}
