package org.milterflux.filter.footer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestMessage;

/** Structures that break off, lie, or never end. */
class MimeWalkTest {

    private static TestMessage mixed(String body) {
        return TestMessage.plain(body.replace("~", "\r\n")).withHeader("Content-Type", "multipart/mixed; boundary=b");
    }

    private static String nested(int levels) {
        StringBuilder body = new StringBuilder("--b~");
        for (int i = 1; i < levels; i++) {
            body.append("Content-Type: multipart/mixed; boundary=b" + i + "~~--b" + i + "~");
        }
        return body + "~Hi~";
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments("", "a multipart has no end boundary"),
                arguments("--b~~Hi~--b", "the header of a part has no end"),
                arguments("--b~~Hi~--bb--~", "a multipart has no end boundary"),
                arguments("--b~A: b", "the header of a part is too large or has broken lines"),
                arguments("--b~ A: b~~Hi~--b--~", "the header of a part begins with a blank"),
                arguments("--b~no field~~Hi~--b--~", "the header of a part has a line that is no field"),
                arguments("--b~A: b\n~Hi~--b--~", "the header of a part is too large or has broken lines"),
                arguments(
                        "--b~A: " + "x".repeat(998) + "~~Hi~--b--~",
                        "the header of a part is too large or has broken lines"),
                arguments(
                        "--b~" + ("A: " + "x".repeat(900) + "~").repeat(300) + "~Hi~--b--~",
                        "the header of a part is too large or has broken lines"),
                arguments("--b~~Hi\n--b--~", "a boundary has a bare line feed before or behind it"),
                arguments("--b\n\r\nHi~--b--~", "a boundary has a bare line feed before or behind it"),
                arguments("--b~~Hi~".repeat(1001) + "--b--~", "more than 1000 parts"),
                arguments(nested(3000), "more than 50 multiparts within each other"),
                arguments(
                        "--b~Content-Type: multipart/mixed; boundary=c~~--c~~Hi~--b--~",
                        "a multipart does not end before the one around it"),
                arguments(
                        "--b~Content-Type: multipart/mixed~~--c~~Hi~--c--~--b--~",
                        "a multipart does not name one boundary"),
                arguments(
                        "--b~Content-Type: multipart/mixed; boundary=\" \"~~Hi~--b--~",
                        "a multipart has a boundary that is none"),
                arguments(
                        "--b~Content-Type: multipart/mixed; boundary=c~Content-Transfer-Encoding: base64~~Hi~--b--~",
                        "a multipart is in a transfer encoding of its own"),
                arguments(
                        "--b~~Hi~--b~Content-Type: a/b~Content-Type: c/d~~Hi~--b--~",
                        "Content-Type is there more than once"),
                arguments("--b--~", "there is no text to append to"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostile")
    void leavesAlone(String body, String reason) {
        Footer footer = Footer.of(Settings.of(Map.of("text", "Acme")));
        assertThatThrownBy(() -> footer.appendTo(mixed(body))).hasMessage(reason);
    }

    @Test
    void leavesAloneWhereTheFooterWouldBeABoundary() {
        Footer footer = Footer.of(Settings.of(Map.of("text", "--b--")));
        assertThatThrownBy(() -> footer.appendTo(mixed("--b~~Hi~--b--~")))
                .hasMessage("the text with its footer would hold a boundary");
    }

    @Test
    void findsAnEmptyTextBetweenItsHeaderAndTheBoundary() throws Exception {
        TestMessage message = mixed("--b~~--b--~");
        MimeWalk.Found found = MimeWalk.read(message.headers(), message.body());
        assertThat(found.root().parts()).singleElement().satisfies(part -> {
            assertThat(part.source().offset()).isEqualTo(7);
            assertThat(part.source().size()).isZero();
        });
    }
}
