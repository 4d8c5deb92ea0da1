package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Edit;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestMessage;

/** Whatever way the footer went in, a mail reader sees the original text and then the footer. */
class RoundTripTest {

    private static final List<String> CHARSETS = List.of(
            "us-ascii",
            "utf-8",
            "iso-8859-1",
            "iso-8859-15",
            "windows-1252",
            "iso-2022-jp",
            "shift_jis",
            "koi8-r",
            "gb18030");
    private static final List<String> ENCODINGS = List.of("7bit", "8bit", "quoted-printable", "base64");
    private static final List<String> TEXTS =
            List.of("", "Hi", "Hi\r\n", "1 = 1 \r\n\r\n", "Grüße\r\n", "日本語", "Привет всем\r\n");
    private static final List<String> FOOTERS = List.of("Acme", "Grüße = 5 €\nAcme", "日本", "Привет");

    record Case(String charset, String encoding, String text, String footer) {}

    static Stream<Case> cases() {
        return CHARSETS.stream()
                .flatMap(charset -> TEXTS.stream()
                        .filter(text -> Charset.forName(charset).newEncoder().canEncode(text))
                        .flatMap(text -> ENCODINGS.stream()
                                .filter(encoding -> !encoding.equals("7bit") || isSevenBit(text, charset))
                                .flatMap(encoding ->
                                        FOOTERS.stream().map(footer -> new Case(charset, encoding, text, footer)))));
    }

    private static boolean isSevenBit(String text, String charset) {
        return new String(text.getBytes(Charset.forName(charset)), ISO_8859_1)
                .chars()
                .allMatch(c -> c < 0x80);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void showsTextThenFooter(Case c) throws Exception {
        byte[] body = encode(c.text().getBytes(Charset.forName(c.charset())), c.encoding());
        TestMessage message = TestMessage.of(body)
                .withHeader("MIME-Version", "1.0")
                .withHeader("Content-Type", "text/plain; charset=" + c.charset())
                .withHeader("Content-Transfer-Encoding", c.encoding());
        Footer footer = Footer.of(Settings.of(Map.of("text", c.footer(), "separator", "")));

        String shown = apply(footer.appendTo(message), body, c);

        String gap = c.text().isEmpty() ? "" : c.text().endsWith("\r\n") ? "\r\n" : "\r\n\r\n";
        assertThat(shown).isEqualTo(c.text() + gap + c.footer().replace("\n", "\r\n") + "\r\n");
    }

    /** Plays the MTA and the mail reader. */
    private static String apply(List<Edit> edits, byte[] body, Case c) {
        Map<String, String> header = new HashMap<>(Map.of(
                "Content-Type", "text/plain; charset=" + c.charset(), "Content-Transfer-Encoding", c.encoding()));
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (Edit edit : edits) {
            if (edit instanceof Edit.ChangeHeader change) {
                header.put(change.field().name(), change.value());
            } else if (edit instanceof Edit.AppendToBody append) {
                wire.writeBytes(body);
                wire.writeBytes(bytes(append.bytes().buffer()));
            } else if (edit instanceof Edit.ReplaceBody replace) {
                wire.writeBytes(bytes(replace.bytes().buffer()));
            } else {
                throw new AssertionError("unexpected " + edit);
            }
        }
        String encoding = header.getOrDefault("Content-Transfer-Encoding", "");
        if (encoding.equals("7bit")) {
            assertThat(wire.toString(ISO_8859_1)).isEqualTo(wire.toString(US_ASCII));
        }
        String charset = header.getOrDefault("Content-Type", "").replace("text/plain; charset=", "");
        return new String(decode(wire.toByteArray(), encoding), Charset.forName(charset));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] encode(byte[] content, String encoding) {
        return switch (encoding) {
            case "quoted-printable" -> quotedPrintable(content);
            case "base64" -> Base64.getMimeEncoder(19, new byte[] {'\r', '\n'}).encode(content);
            default -> content;
        };
    }

    /** Everything but line ends as =XX: the plainest form there is. */
    private static byte[] quotedPrintable(byte[] content) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : content) {
            encoded.append(b == '\r' || b == '\n' ? "" + (char) b : String.format(Locale.ROOT, "=%02X", b & 0xff));
        }
        return encoded.toString().getBytes(US_ASCII);
    }

    /** By the letter of RFC 2045, and by nobody else's code. */
    private static byte[] decode(byte[] wire, String encoding) {
        if (encoding.equals("base64")) {
            return Base64.getMimeDecoder().decode(wire);
        }
        if (!encoding.equals("quoted-printable")) {
            return wire;
        }
        String text =
                new String(wire, ISO_8859_1).replaceAll("[ \t]+(?=\r\n|$)", "").replaceAll("=\r\n", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=') {
                out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.write(text.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
