package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestMessage;

/** Message and text in, exact edits out. */
class FooterTest {

    private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");

    private static Footer footer(String text) {
        return Footer.of(Settings.of(Map.of("text", text)));
    }

    private static Edit append(String text, Charset charset) {
        return Edit.appendToBody(text.getBytes(charset));
    }

    private static Edit replace(String text, Charset charset) {
        return Edit.replaceBody(text.getBytes(charset));
    }

    private static TestMessage mime(String body, Charset charset, String encoding) {
        return TestMessage.of(body.getBytes(charset))
                .withHeader("MIME-Version", "1.0")
                .withHeader("Content-Type", "text/plain; charset=" + charset.name())
                .withHeader("Content-Transfer-Encoding", encoding);
    }

    /** A body as its encoding writes it, which is ASCII. */
    private static TestMessage encoded(String body, String charset, String encoding) {
        return TestMessage.of(body.getBytes(US_ASCII))
                .withHeader("MIME-Version", "1.0")
                .withHeader("Content-Type", "text/plain; charset=" + charset)
                .withHeader("Content-Transfer-Encoding", encoding);
    }

    private static HeaderField field(TestMessage message, String name) {
        return message.headers().first(name).orElseThrow();
    }

    static Stream<Arguments> bodiesThatStay() {
        String acme = "\r\n-- \r\nAcme\r\n";
        return Stream.of(
                arguments("a line", TestMessage.plain("Hi\r\n"), "Acme", append(acme, UTF_8)),
                arguments("no line end", TestMessage.plain("Hi"), "Acme", append("\r\n" + acme, UTF_8)),
                arguments("nothing", TestMessage.plain(""), "Acme", append("-- \r\nAcme\r\n", UTF_8)),
                arguments("a blank line", TestMessage.plain("\r\n"), "Acme", append(acme, UTF_8)),
                arguments("lone CR at the end", TestMessage.plain("Hi\r"), "Acme", append("\r\n" + acme, UTF_8)),
                arguments("bare LF at the end", TestMessage.plain("Hi\n"), "Acme", append(acme, UTF_8)),
                arguments("the footer quoted", TestMessage.plain("> Acme\r\n"), "Acme", append(acme, UTF_8)),
                arguments("the footer in a line", TestMessage.plain("An Acme\r\n"), "Acme", append(acme, UTF_8)),
                arguments(
                        "several lines",
                        TestMessage.plain("Hi\r\n"),
                        "Acme\nBerlin  \n\nacme.example",
                        append("\r\n-- \r\nAcme\r\nBerlin\r\n\r\nacme.example\r\n", UTF_8)),
                arguments(
                        "Latin-1",
                        mime("Tschüß\r\n", ISO_8859_1, "8bit"),
                        "Grüße",
                        append("\r\n-- \r\nGrüße\r\n", ISO_8859_1)),
                arguments(
                        "8bit without its label",
                        TestMessage.plain("Tschüß\r\n").withHeader("Content-Type", "text/plain; charset=utf-8"),
                        "Grüße",
                        append("\r\n-- \r\nGrüße\r\n", UTF_8)),
                arguments(
                        "byte order mark",
                        mime("\ufeffHi\r\n", UTF_8, "8bit"),
                        "Grüße",
                        append("\r\n-- \r\nGrüße\r\n", UTF_8)),
                arguments(
                        "Japanese",
                        mime("こんにちは\r\n", ISO_2022_JP, "7bit"),
                        "株式会社",
                        append("\r\n-- \r\n株式会社\r\n", ISO_2022_JP)),
                arguments(
                        "quoted-printable",
                        encoded("Tsch=FC=DF\r\n", "iso-8859-1", "Quoted-Printable"),
                        "Grüße = gut",
                        append("\r\n--=20\r\nGr=FC=DFe =3D gut\r\n", US_ASCII)),
                arguments(
                        "soft line break at the end",
                        encoded("Hi=\r\n", "utf-8", "quoted-printable"),
                        "Acme",
                        append("\r\n\r\n--=20\r\nAcme\r\n", US_ASCII)),
                arguments(
                        "soft line break cut off",
                        encoded("Hi=", "utf-8", "quoted-printable"),
                        "Acme",
                        append("\r\n\r\n\r\n--=20\r\nAcme\r\n", US_ASCII)),
                arguments(
                        "soft line break cut off, at a line's begin",
                        encoded("Hi\r\n= ", "utf-8", "quoted-printable"),
                        "Acme",
                        append("\r\n\r\n--=20\r\nAcme\r\n", US_ASCII)),
                arguments(
                        "long quoted-printable footer",
                        encoded("Hi\r\n", "utf-8", "quoted-printable"),
                        "x".repeat(80),
                        append("\r\n--=20\r\n" + "x".repeat(74) + "=\r\nxxxxxx\r\n", US_ASCII)),
                arguments(
                        "flowed",
                        TestMessage.plain("Hi \r\nyou\r\n").withHeader("Content-Type", "text/plain; Format=Flowed"),
                        "Acme\n> you\nFrom Berlin\n indented",
                        append("\r\n-- \r\nAcme\r\n > you\r\n From Berlin\r\n  indented\r\n", UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesThatStay")
    void appendsTo(String name, TestMessage message, String text, Edit edit) throws Exception {
        assertThat(footer(text).appendTo(message)).containsExactly(edit);
    }

    static Stream<Arguments> bodiesWrittenAnew() {
        return Stream.of(
                arguments(
                        "base64",
                        encoded("SGkNCg==\r\n", "utf-8", "BASE64"),
                        "Grüße",
                        replace("SGkNCg0KLS0gDQpHcsO8w59lDQo=\r\n", US_ASCII)),
                arguments(
                        "base64 in odd lines, unpadded, without line end",
                        encoded("S\r\nGk\r\n\r\nNCg", "utf-8", "base64"),
                        "Acme",
                        replace("SGkNCg0KLS0gDQpBY21lDQo=\r\n", US_ASCII)),
                arguments(
                        "empty base64",
                        encoded("", "utf-8", "base64"),
                        "Acme",
                        replace("LS0gDQpBY21lDQo=\r\n", US_ASCII)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesWrittenAnew")
    void writesAnew(String name, TestMessage message, String text, Edit edit) throws Exception {
        assertThat(footer(text).appendTo(message)).containsExactly(edit);
    }

    @Test
    void movesAsciiToUtf8WithoutTouchingTheBodyWhenTheClientAnnounced8bit() throws Exception {
        TestMessage message = TestMessage.plain("Hi\r\n").withSender("a@example.org", "SIZE=9", "body=8bitmime");
        assertThat(footer("Grüße").appendTo(message))
                .containsExactly(
                        Edit.addHeader("Content-Type", "text/plain; charset=utf-8"),
                        Edit.addHeader("Content-Transfer-Encoding", "8bit"),
                        Edit.addHeader("MIME-Version", "1.0"),
                        append("\r\n-- \r\nGrüße\r\n", UTF_8));
    }

    @Test
    void movesAsciiToQuotedPrintableUtf8Otherwise() throws Exception {
        TestMessage message = TestMessage.plain("1 + 1 = 2\r\n");
        assertThat(footer("Grüße").appendTo(message))
                .containsExactly(
                        Edit.addHeader("Content-Type", "text/plain; charset=utf-8"),
                        Edit.addHeader("Content-Transfer-Encoding", "quoted-printable"),
                        Edit.addHeader("MIME-Version", "1.0"),
                        replace("1 + 1 =3D 2\r\n\r\n--=20\r\nGr=C3=BC=C3=9Fe\r\n", US_ASCII));
    }

    @Test
    void relabelsQuotedPrintableAsciiWithoutTouchingTheBody() throws Exception {
        TestMessage message = TestMessage.plain("1 =3D 1\r\n")
                .withHeader("MIME-Version", "1.0")
                .withHeader("Content-Transfer-Encoding", "quoted-printable")
                .withHeader("Content-type", "text/plain;\n\tCHARSET=\"us-ascii\" (plain);\n format=flowed; x=\"a;ü\"");
        assertThat(footer("Grüße").appendTo(message))
                .containsExactly(
                        Edit.changeHeader(
                                field(message, "Content-Type"),
                                "text/plain;\n\tcharset=utf-8;\n format=flowed; x=\"a;ü\""),
                        append("\r\n--=20\r\nGr=C3=BC=C3=9Fe\r\n", US_ASCII));
    }

    @Test
    void moves8bitToUtf8WhenTheCharsetLacksACharacter() throws Exception {
        TestMessage message = mime("Tschüß\r\n", ISO_8859_1, "8bit");
        assertThat(footer("5 €").appendTo(message))
                .containsExactly(
                        Edit.changeHeader(field(message, "Content-Type"), "text/plain; charset=utf-8"),
                        replace("Tschüß\r\n\r\n-- \r\n5 €\r\n", UTF_8));
    }

    @Test
    void movesJapaneseToUtf8WhenTheCharsetLacksACharacter() throws Exception {
        TestMessage message = mime("日\r\n", ISO_2022_JP, "7bit");
        assertThat(footer("ü").appendTo(message))
                .containsExactly(
                        Edit.changeHeader(field(message, "Content-Type"), "text/plain; charset=utf-8"),
                        Edit.changeHeader(field(message, "Content-Transfer-Encoding"), "quoted-printable"),
                        replace("=E6=97=A5\r\n\r\n--=20\r\n=C3=BC\r\n", US_ASCII));
    }

    @Test
    void movesBase64ToUtf8WhenItCannotGoOnInItsCharset() throws Exception {
        TestMessage message = encoded("/v8ASABp", "utf-16", "base64");
        assertThat(footer("Acme").appendTo(message))
                .containsExactly(
                        Edit.changeHeader(field(message, "Content-Type"), "text/plain; charset=utf-8"),
                        replace("SGkNCg0KLS0gDQpBY21lDQo=\r\n", US_ASCII));
    }

    @Test
    void corrects7bitLabelOfLatin1() throws Exception {
        TestMessage message = mime("Hi\r\n", ISO_8859_1, "7bit").withSender("a@example.org", "BODY=8BITMIME");
        assertThat(footer("Grüße").appendTo(message))
                .containsExactly(
                        Edit.changeHeader(field(message, "Content-Transfer-Encoding"), "8bit"),
                        append("\r\n-- \r\nGrüße\r\n", ISO_8859_1));
    }

    @Test
    void writesNoSeparatorWhenThereIsNone() throws Exception {
        Footer footer = Footer.of(Settings.of(Map.of("text", List.of("Acme", "Berlin"), "separator", "")));
        assertThat(footer.appendTo(TestMessage.plain("Hi\r\n")))
                .containsExactly(append("\r\nAcme\r\nBerlin\r\n", UTF_8));
    }

    @Test
    void keepsATrailingBlankOfFlowedTextOnlyInTheSignatureSeparator() throws Exception {
        Footer footer = Footer.of(Settings.of(Map.of("text", "Acme", "separator", "___ ")));
        TestMessage message =
                TestMessage.plain("Hi\r\n").withHeader("Content-Type", "text/plain; format=flowed; delsp=yes");
        assertThat(footer.appendTo(message)).containsExactly(append("\r\n___\r\nAcme\r\n", UTF_8));
    }
}
