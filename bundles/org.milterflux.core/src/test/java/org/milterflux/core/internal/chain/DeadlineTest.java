package org.milterflux.core.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    /** Of {@link System#nanoTime()}, which may be about to turn negative. */
    private static final long BEGIN = Long.MAX_VALUE - 1_000_000_000;

    private static long after(long millis) {
        return BEGIN + Duration.ofMillis(millis).toNanos();
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
        Deadline deadline = Deadline.in(Duration.ofSeconds(30), BEGIN);
        assertThat(deadline.share(after(passed), Duration.ofMillis(own), later)).isEqualTo(Duration.ofMillis(share));
    }

    @Test
    void tellsWhatIsLeft() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(30), BEGIN);
        assertThat(deadline.left(after(0))).isEqualTo(Duration.ofSeconds(30));
        assertThat(deadline.left(after(29_999))).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline.left(after(30_001))).isEqualTo(Duration.ZERO);
    }
}
