package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEndsTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',''",
                "a,a",
                "a\\r\\nb\\r\\n,a\\r\\nb\\r\\n",
                "a\\n\\nb,a\\r\\n\\r\\nb",
                "\\n,\\r\\n",
                "a\\rb,a\\rb"
            })
    void endEveryLineWithCrLf(String given, String expected) {
        ByteBuffer bytes = ByteBuffer.wrap(given.translateEscapes().getBytes(StandardCharsets.US_ASCII));
        assertThat(StandardCharsets.US_ASCII.decode(LineEnds.crlf(bytes)).toString())
                .isEqualTo(expected.translateEscapes());
    }
}
