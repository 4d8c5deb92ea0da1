package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.differential.Case.Flag;
import org.milterflux.itests.mta.RealMtas;

/** Every case of the matrix that is played on a real MTA; {@code -Dcase=NUMBER} plays one. */
@RealMtas
@ParameterizedClass
@MethodSource("theatres")
class MatrixMtaIT {

    private final Theatre theatre;

    MatrixMtaIT(Theatre theatre) {
        this.theatre = theatre;
    }

    static Stream<Theatre> theatres() {
        return Theatre.ofEveryServer();
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        String only = System.getProperty("case", "");
        return Matrix.cases().stream()
                .filter(line -> line.isPlayedOn(theatre.server()))
                .filter(line -> Extent.ALL.isWanted() || !line.scene().slow())
                .filter(line -> only.isEmpty() || only.equals(line.number()))
                .map(line -> dynamicTest(line.toString(), () -> judge(line)));
    }

    private void judge(Case line) throws Exception {
        Theatre.Performance performance = theatre.play(line.scene());
        if (line.flag() == Flag.D) {
            expect(line, performance.reference(), "separate milters");
            assertThat(performance.differences()).isEmpty();
        }
        performance.platforms().forEach((name, observed) -> expect(line, observed, name));
    }

    private void expect(Case line, Observation observed, String whose) {
        line.scene().expectations().forEach(expectation -> expectation.check(theatre.server(), observed, whose));
    }
}
