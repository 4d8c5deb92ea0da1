package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Scanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopCountTest {

    /** @param processors what all loops took, at one look after the other */
    @ParameterizedTest
    @CsvSource({
        "0.9,           1",
        "0.91,          2",
        "0.91 1.8,      2",
        "0.91 1.81,     3",
        "0.91 1.81 3,   3",
        "0.91 0.8,      2",
        "0.91 0.79,     1",
        "2 2 1.6,       3",
        "2 2 1.59,      2",
        "2 2 0,         2",
        "2 2 0 0 0,     1",
    })
    void followsWhatTheLoopsTake(String processors, int loops) {
        LoopCount count = new LoopCount(3);
        new Scanner(processors).forEachRemaining(busy -> count.busy(Double.parseDouble(busy)));
        assertThat(count.now()).isEqualTo(loops);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void staysWithOneWhereThereIsOne(double processors) {
        LoopCount count = new LoopCount(1);
        count.busy(processors);
        assertThat(count.now()).isEqualTo(1);
    }
}
