package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.mta.RealMtas;

/** Random lists of header edits: equal delivery, and every filter sees the same. {@code -Dedits.seed=N} for others. */
@RealMtas
@ParameterizedClass
@MethodSource("theatres")
class RandomEditsMtaIT {

    private static final int SESSIONS = Extent.ALL.isWanted() ? 10 : 2;
    private static final int MESSAGES = 20;
    private static final long SEED = Long.getLong("edits.seed", 59);

    private final Theatre theatre;

    RandomEditsMtaIT(Theatre theatre) {
        this.theatre = theatre;
    }

    static Stream<Theatre> theatres() {
        return Theatre.ofEveryServer();
    }

    @TestFactory
    Stream<DynamicTest> sessions() {
        RandomEdits edits = new RandomEdits(SEED);
        return IntStream.rangeClosed(1, SESSIONS)
                .mapToObj(session ->
                        dynamicTest("seed " + SEED + ", session " + session, () -> compare(edits.scene(MESSAGES))));
    }

    private void compare(Scene scene) throws Exception {
        assertThat(theatre.play(scene).differences())
                .as(scene.scripts().toString())
                .isEmpty();
    }
}
