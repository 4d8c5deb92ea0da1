package org.milterflux.itests.differential;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.milterflux.itests.differential.script.Quotes;

/** Messages that careless software damages. */
final class Corpus {

    private static final String LINE = "0123456789abcdef0123456789abcd\r\n";
    private static final int DEPTH = 30;

    private Corpus() {}

    /** The messages by name. */
    static Map<String, Letter> letters() {
        Map<String, Letter> letters = new LinkedHashMap<>();
        fields().forEach((name, lines) -> letters.put(name, Letter.of(lines, Letter.BODY)));
        bodies().forEach((name, body) -> letters.put(name, Letter.of(List.of(), body)));
        letters.put("no blank line", new Letter("From: a@x.test\r\nSubject: no body\r\n"));
        letters.put("no header", new Letter("\r\nonly a body\r\n"));
        letters.put("nothing", new Letter(""));
        letters.put("no header fields at all", new Letter("not a field\r\nand more\r\n"));
        letters.put(
                "a line that is no field ends the header",
                new Letter("Subject: s\r\nnot a field\r\nX: y\r\n\r\nbody\r\n"));
        letters.put("deep MIME", deepMime());
        return letters;
    }

    private static Map<String, List<String>> fields() {
        return ordered(
                entry("8-bit field", List.of(text("X-8: caf\\xe9 \\xff\\x80"))),
                entry("UTF-8 field", List.of("X-U: \u00fcber \ud83d\udce7")),
                entry("NUL in a field", List.of("X-N: a\0b")),
                entry("bare CR in a field", List.of("X-R: a\rb")),
                entry("bare LF between fields", List.of("X-1: a\nX-2: b")),
                entry("folded fields", List.of("X-F: one", "\ttwo", "   three", "X-G:", " folded at once")),
                entry("white space lines in a field", List.of("X-W: one", " ", "\t", " two")),
                entry("empty fields", List.of("X-E:", "X-S: ", "X-T:\t")),
                entry("spaces around a value", List.of("X-L:   three before", "X-Z:none", "X-A2: after  ")),
                entry("space before the colon", List.of("X-C : value")),
                entry(
                        "duplicate fields",
                        List.of("X-D: 1", "x-d: 2", "X-D: 1", "Subject: again", "Received: by other.test")),
                entry("a long field", List.of("X-Long: " + "x".repeat(2500))),
                entry("two hundred fields", Collections.nCopies(200, "X-Many: one of many")));
    }

    private static Map<String, String> bodies() {
        return ordered(
                entry("8-bit body", text("caf\\xe9 \\xff\\x80\r\n")),
                entry("UTF-8 body", "\u00fcber \ud83d\udce7\r\n"),
                entry("NUL in the body", "a\0b\r\n"),
                entry("bare CR in the body", "a\rb\r\n"),
                entry("bare LF in the body", "a\nb\r\n"),
                entry("bare CR before CRLF", "a\r\r\nb\r\n"),
                entry("no body", ""),
                entry("blank lines only", "\r\n\r\n\r\n"),
                entry("dots", ".\r\n..\r\n.dot\r\n"),
                entry("no final line end", "the end"),
                entry(
                        "lines of 998, 999 and 5000 bytes",
                        "x".repeat(998) + "\r\n" + "y".repeat(999) + "\r\n" + "z".repeat(5000) + "\r\n"),
                entry("65535 bytes", LINE.repeat(2047) + "x".repeat(29) + "\r\n"),
                entry("65536 bytes", LINE.repeat(2048)),
                entry("5 MB", LINE.repeat(160_000)));
    }

    private static Letter deepMime() {
        StringBuilder body = new StringBuilder("innermost\r\n");
        for (int level = 1; level <= DEPTH; level++) {
            String type = level == 1 ? "text/plain" : "multipart/mixed; boundary=b" + (level - 1);
            body.insert(0, "--b" + level + "\r\nContent-Type: " + type + "\r\n\r\n")
                    .append("--b" + level + "--\r\n");
        }
        return Letter.of(
                List.of("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b" + DEPTH), body.toString());
    }

    private static String text(String escaped) {
        return Quotes.unquoted('"' + escaped + '"');
    }

    @SafeVarargs
    private static <T> Map<String, T> ordered(Map.Entry<String, T>... entries) {
        Map<String, T> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, T> entry : entries) {
            ordered.put(entry.getKey(), entry.getValue());
        }
        return ordered;
    }
}
