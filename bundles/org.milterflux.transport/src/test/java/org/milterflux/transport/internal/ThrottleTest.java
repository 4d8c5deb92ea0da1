package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long SECOND = 1_000_000_000L;

    private final Throttle throttle = new Throttle(Duration.ofSeconds(10));

    @Test
    void letsOneThroughPerPeriodAndCountsTheRest() {
        long start = Long.MAX_VALUE - SECOND;
        assertThat(throttle.pass(start)).hasValue(0);
        assertThat(throttle.pass(start + 1)).isEmpty();
        assertThat(throttle.pass(start + 9 * SECOND)).isEmpty();
        assertThat(throttle.pass(start + 10 * SECOND)).hasValue(2);
        assertThat(throttle.pass(start + 30 * SECOND)).hasValue(0);
    }
}
