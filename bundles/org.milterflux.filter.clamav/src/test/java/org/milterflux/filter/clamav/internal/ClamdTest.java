package org.milterflux.filter.clamav.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdTest {

    @Test
    void okIsClean() throws IOException {
        assertThat(Clamd.signature("clamd", "stream: OK")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "stream: Local.Eicar.UNOFFICIAL FOUND, Local.Eicar.UNOFFICIAL",
        "stream: Heuristics.Phishing.Email(0123abcd:99) FOUND, Heuristics.Phishing.Email(0123abcd:99)",
        "stream: OK FOUND, OK",
        "stream: FOUND FOUND, FOUND",
    })
    void foundHasTheName(String answer, String name) throws IOException {
        assertThat(Clamd.signature("clamd", answer)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "stream: ok",
                "stream: OK ",
                "stream: FOUND",
                "stream:  FOUND",
                "stream: A B FOUND",
                "stream: A\rB FOUND",
                "stream: caf\u00e9 FOUND",
                "stream: Can't allocate memory ERROR",
                "stream: Heuristics.Limits.Exceeded ERROR",
                "INSTREAM size limit exceeded. ERROR",
                "UNKNOWN COMMAND",
                "COMMAND READ TIMED OUT",
                "PONG",
                "220 mx.test ESMTP"
            })
    void anythingElseIsNoResult(String answer) {
        assertThatThrownBy(() -> Clamd.signature("clamd inet:3310@127.0.0.1", answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("clamd inet:3310@127.0.0.1");
    }

    @Test
    void aLimitThatIsTooLowIsToldAsSuch() {
        assertThatThrownBy(() -> Clamd.signature("clamd", "INSTREAM size limit exceeded. ERROR"))
                .hasMessageContaining("raise StreamMaxLength in its clamd.conf, or lower maxBytes");
    }

    @Test
    void nonsenseIsQuotedInOneShortLine() {
        assertThatThrownBy(() -> Clamd.signature("clamd", "\r\n\u0007" + "x".repeat(5000)))
                .message()
                .startsWith("clamd answered '???xxx")
                .hasSizeLessThan(300)
                .matches("\\p{Print}+…'");
    }

    @Test
    void aPieceIsItsLengthAndItsBytes() {
        assertThat(Clamd.piece(ByteBuffer.wrap(new byte[] {7, 8, 9}, 1, 2)).array())
                .containsExactly(0, 0, 0, 2, 8, 9);
        assertThat(Clamd.end().array()).containsExactly(0, 0, 0, 0);
        assertThat(Clamd.begin().array()).asString().isEqualTo("zINSTREAM\0");
    }
}
