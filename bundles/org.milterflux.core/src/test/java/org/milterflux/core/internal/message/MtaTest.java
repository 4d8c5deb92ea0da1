package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MtaTest {

    static Stream<Arguments> macros() {
        return Stream.of(
                Arguments.of(Map.of("v", "Postfix 3.7.11", "daemon_addr", "127.0.0.1"), Mta.POSTFIX),
                Arguments.of(Map.of("v", "8.17.1.9", "daemon_addr", "127.0.0.1", "if_name", "mx"), Mta.SENDMAIL),
                Arguments.of(Map.of("v", "8.18.1"), Mta.SENDMAIL),
                Arguments.of(Map.of("j", "mx", "if_name", "localhost"), Mta.SENDMAIL),
                Arguments.of(Map.of("j", "mx", "daemon_addr", "127.0.0.1"), Mta.POSTFIX),
                Arguments.of(Map.of("v", "Exim 4"), Mta.UNKNOWN),
                Arguments.of(Map.of("j", "mx"), Mta.UNKNOWN),
                Arguments.of(Map.of(), Mta.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("macros")
    void isGivenAwayByItsMacros(Map<String, String> macros, Mta mta) {
        assertThat(Mta.of(macros)).isEqualTo(mta);
    }
}
