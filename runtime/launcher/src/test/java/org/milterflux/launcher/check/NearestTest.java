package org.milterflux.launcher.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("socket", "mode", "idleSeconds", "packetSeconds");

    @ParameterizedTest
    @CsvSource({
        "soket,socket",
        "idleseconds,idleSeconds",
        "mod,mode",
        "packetSecond,packetSeconds",
        "idelSeconds,idleSeconds"
    })
    void findsSlips(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "port", "x"})
    void doesNotGuessWildly(String typed) {
        assertThat(Nearest.to(typed, KNOWN)).isEmpty();
    }
}
