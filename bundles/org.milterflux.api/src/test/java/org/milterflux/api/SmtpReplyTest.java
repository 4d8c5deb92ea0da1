package org.milterflux.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpReplyTest {

    @ParameterizedTest
    @CsvSource({"400,4.0.0,true", "451,4.7.1,true", "499,4.999.999,true", "500,5.0.0,false", "599,5.7.26,false"})
    void takesRefusals(int code, String enhancedCode, boolean temporary) {
        SmtpReply reply = SmtpReply.of(code, enhancedCode, "100 % sure", "");
        assertThat(reply.lines()).containsExactly("100 % sure", "");
        assertThat(reply.isTemporary()).isEqualTo(temporary);
    }

    @Test
    void needsNoEnhancedCode() {
        assertThat(SmtpReply.of(550, "", "No").enhancedCode()).isEmpty();
    }

    @Test
    void takesTheMostThatTheWireCarries() {
        List<String> lines = Collections.nCopies(32, "ü".repeat(490));
        assertThat(new SmtpReply(550, "5.7.1", lines).lines()).isEqualTo(lines);
    }

    static Stream<Arguments> wrong() {
        String codes = "the code of a refusing reply is 400 to 599, not ";
        return Stream.of(
                arguments(399, "4.0.0", List.of("x"), codes + "399"),
                arguments(600, "5.0.0", List.of("x"), codes + "600"),
                arguments(250, "2.0.0", List.of("x"), codes + "250"),
                arguments(550, "4.7.1", List.of("x"), "code 550 and enhanced code 4.7.1 are of different classes"),
                arguments(450, "5.7.1", List.of("x"), "code 450 and enhanced code 5.7.1 are of different classes"),
                arguments(550, "2.0.0", List.of("x"), "not an enhanced code such as 5.7.1: 2.0.0"),
                arguments(550, "5.7", List.of("x"), "not an enhanced code such as 5.7.1: 5.7"),
                arguments(550, "5.7.1000", List.of("x"), "not an enhanced code such as 5.7.1: 5.7.1000"),
                arguments(550, "5.7.1", List.of(), "1 to 32 lines, not 0"),
                arguments(550, "5.7.1", Collections.nCopies(33, "x"), "1 to 32 lines, not 33"),
                arguments(550, "5.7.1", List.of("x".repeat(981)), "a line is longer than 980 bytes: 981 characters"),
                arguments(550, "5.7.1", List.of("ü".repeat(491)), "a line is longer than 980 bytes: 491 characters"),
                arguments(550, "5.7.1", List.of("a\rb"), "a line holds CR, LF or NUL; give several lines instead"),
                arguments(550, "5.7.1", List.of("a\nb"), "a line holds CR, LF or NUL; give several lines instead"),
                arguments(550, "5.7.1", List.of("a\0b"), "a line holds CR, LF or NUL; give several lines instead"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("wrong")
    void refuses(int code, String enhancedCode, List<String> lines, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpReply(code, enhancedCode, lines))
                .withMessage(reason);
    }

    @Test
    void keepsItsOwnLines() {
        List<String> lines = new ArrayList<>(List.of("one"));
        SmtpReply reply = new SmtpReply(550, "5.7.1", lines);
        lines.add("two");
        assertThat(reply).isEqualTo(SmtpReply.of(550, "5.7.1", "one"));
    }
}
