package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.itests.differential.Desk.Told;

class DeskTest {

    @ParameterizedTest
    @CsvSource({
        "CONNECT a;HELO;CONNECT b;END;HELO;END, CONNECT a;HELO;END;CONNECT b;HELO;END",
        "CONNECT a;END;CONNECT b;END, CONNECT a;END;CONNECT b;END",
        "CONNECT a;CONNECT b;END;END, CONNECT a;END;CONNECT b;END",
        "CONNECT a;HELO;CONNECT b;HELO;END;END, CONNECT a;HELO;CONNECT b;HELO;END;END",
        "CONNECT a;END, CONNECT a;END",
    })
    void putsOneConnectionAfterTheOther(String written, String ordered) {
        List<Told> told =
                Stream.of(written.split(";")).map(line -> new Told(0, line)).toList();
        assertThat(Told.oneConnectionAfterTheOther(told)).extracting(Told::line).containsExactly(ordered.split(";"));
    }
}
