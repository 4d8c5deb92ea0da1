package org.milterflux.filter.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // it may run over
    private final Memory memory = new Memory(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void tellsHowLongATextIsKnown() {
        assertThat(memory.remember("a", HOUR)).isZero();
        pass(Duration.ofMinutes(59));
        assertThat(memory.remember("a", HOUR)).hasMinutes(59);
        assertThat(memory.remember("b", HOUR)).isZero();
        pass(Duration.ofMinutes(59));
        assertThat(memory.remember("a", HOUR)).hasMinutes(118);
        pass(HOUR);
        assertThat(memory.remember("a", HOUR)).isZero();
    }

    @Test
    void countsWithinAStretch() {
        assertThat(memory.count("a", HOUR)).isEqualTo(1);
        pass(Duration.ofMinutes(59));
        assertThat(memory.count("a", HOUR)).isEqualTo(2);
        pass(Duration.ofMinutes(1));
        assertThat(memory.count("a", HOUR)).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasSeenLongestAgoWhenItIsFull() {
        memory.remember("old", HOUR);
        memory.remember("kept", HOUR);
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < Memory.MOST - 1; i++) {
            memory.remember("kept", HOUR);
            memory.remember("other " + i, HOUR);
        }
        assertThat(memory.remember("kept", HOUR)).hasMinutes(1);
        assertThat(memory.remember("old", HOUR)).isZero();
    }
}
