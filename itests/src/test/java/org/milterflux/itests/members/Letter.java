package org.milterflux.itests.members;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;

/**
 * A message and whom it is for.
 *
 * @param text one byte per character
 */
record Letter(List<String> recipients, String text) {

    private static final String HEADER = """
            From: a@x.test
            To: b@y.test
            X-A: 1
            X-A: 2
            Date: Tue, 24 Nov 2026 12:00:00 +0000
            Message-Id: <1@x.test>
            Subject: Hello
            """;

    static Letter of(String body, String... moreFields) {
        return new Letter(List.of("b@y.test"), lines(HEADER + fields(moreFields)) + "\r\n" + body);
    }

    /** One that the obedient filter reads its orders from. */
    static Letter ordering(String... deeds) {
        return of("orig\r\n", Arrays.stream(deeds).map(deed -> "X-Do: " + deed).toArray(String[]::new));
    }

    Letter to(String... others) {
        return new Letter(List.of(others), text);
    }

    boolean isDiscarded() {
        return text.contains("X-Do: discard");
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }

    private static String fields(String... fields) {
        return String.join("", Arrays.stream(fields).map(field -> field + "\n").toList());
    }

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }
}
