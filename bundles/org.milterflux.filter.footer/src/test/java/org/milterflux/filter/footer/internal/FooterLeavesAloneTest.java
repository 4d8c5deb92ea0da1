package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestMessage;

/** What cannot be changed safely is not changed, and the log says why. */
class FooterLeavesAloneTest {

    private static TestMessage type(String contentType) {
        return TestMessage.plain("Hi\r\n").withHeader("Content-Type", contentType);
    }

    private static TestMessage encoding(String name, String body) {
        return TestMessage.of(body.getBytes(ISO_8859_1)).withHeader("Content-Transfer-Encoding", name);
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments(type("multipart/mixed; boundary=x"), "a multipart has no end boundary"),
                arguments(type("multipart/signed; boundary=x"), "the content is 'multipart/signed'"),
                arguments(type("text/richtext; charset=utf-8"), "the content is 'text/richtext'"),
                arguments(type("application/pkcs7-mime"), "the content is 'application/pkcs7-mime'"),
                arguments(type("text\u001b/plain"), "Content-Type holds a control character"),
                arguments(type("text/plain\r; charset=utf-8"), "Content-Type holds a control character"),
                arguments(type("text"), "the content is 'text'"),
                arguments(type(""), "the content is ''"),
                arguments(type("text/plain; charset=klingon"), "the charset 'klingon' is unknown"),
                arguments(type("text/plain; charset=\"\""), "the charset '' is unknown"),
                arguments(type("text/plain; charset=a; charset=b"), "the charset is given more than once"),
                arguments(type("text/plain; charset*=us-ascii'en'utf-8"), "the charset is in the notation of RFC 2231"),
                arguments(
                        type("text/plain").withHeader("content-type", "text/html"),
                        "Content-Type is there more than once"),
                arguments(
                        type("text/plain").withHeader("Content-Disposition", "Attachment; filename=a.txt"),
                        "the text is an attachment"),
                arguments(encoding("x-uuencode", "Hi\r\n"), "the transfer encoding 'x-uuencode' is unknown"),
                arguments(encoding("base64", "Hi there.\r\n"), "the body is not base64 throughout"),
                arguments(encoding("base64", "SGkNCg==\r\n-- \r\nList\r\n"), "the body is not base64 throughout"),
                arguments(encoding("base64", "SGkNCg==\r\nSGkNCg==\r\n"), "the body is not base64 throughout"),
                arguments(
                        encoding("base64", "A".repeat(404)),
                        "the body must be written anew, and its 404 bytes are more than maxReencodedBytes = 400"),
                arguments(encoding("8bit", "Gr\u00fc\u00dfe\r\n"), "the body is not in its charset US-ASCII"),
                arguments(
                        encoding("8bit", "Gr\u00fc\u00dfe\r\n").withHeader("Content-Type", "text/plain; charset=utf-8"),
                        "the body is not in its charset UTF-8"),
                arguments(
                        encoding("8bit", "Gr\u00c3").withHeader("Content-Type", "text/plain; charset=utf-8"),
                        "the body is not in its charset UTF-8"),
                arguments(
                        encoding("quoted-printable", "Hi" + " ".repeat(999) + "\r\n"),
                        "the body has more than 998 blanks in a row"),
                arguments(encoding("quoted-printable", "Gr=FC\r\n"), "the body is not in its charset US-ASCII"),
                arguments(
                        TestMessage.plain("-----BEGIN PGP SIGNED MESSAGE-----\r\nHi\r\n"),
                        "the body is signed or encrypted with OpenPGP"),
                arguments(
                        TestMessage.plain("Hi\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n"),
                        "the body is signed or encrypted with OpenPGP"),
                arguments(TestMessage.plain("Grüße\r\nGrüße\r\n"), "the body is not in its charset US-ASCII"),
                arguments(TestMessage.plain("a\nb\r\n"), "the body has line ends that quoted-printable cannot keep"),
                arguments(
                        TestMessage.plain("x".repeat(401)),
                        "the body must be written anew, and its 401 bytes are more than maxReencodedBytes = 400"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("messages")
    void leavesAlone(TestMessage message, String reason) {
        Footer footer = Footer.of(Settings.of(Map.of("text", "Grüße", "maxReencodedBytes", 400L)));
        assertThatThrownBy(() -> footer.appendTo(message))
                .isInstanceOf(LeftAloneException.class)
                .hasMessage(reason);
    }

    static Stream<TestMessage> messagesThatHaveIt() {
        return Stream.of(
                TestMessage.plain("Hi\r\n\r\n-- \r\nAcme\r\nBerlin\r\n"),
                TestMessage.plain("Hi\r\n\r\n--\r\nAcme\r\nBerlin\r\n\r\n-- \r\nThe list's own footer\r\n"),
                TestMessage.plain("Acme\r\nBerlin"),
                TestMessage.plain("x".repeat(8188) + "\r\nAcme\r\nBerlin\r\n" + "y".repeat(9000)),
                TestMessage.plain("Hi\r\n\r\n--=20\r\nAc=6De\r\nBer=\r\nlin\r\n")
                        .withHeader("Content-Transfer-Encoding", "quoted-printable"),
                TestMessage.plain("SGkNCg0KQWNtZQ0KQmVybGluDQo=\r\n")
                        .withHeader("Content-Transfer-Encoding", "base64"));
    }

    @ParameterizedTest
    @MethodSource("messagesThatHaveIt")
    void appendsOnce(TestMessage message) {
        Footer footer = Footer.of(Settings.of(Map.of("text", "Acme\nBerlin")));
        assertThatThrownBy(() -> footer.appendTo(message)).hasMessage("the body has the footer already");
    }
}
