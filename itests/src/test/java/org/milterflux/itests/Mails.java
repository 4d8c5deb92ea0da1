package org.milterflux.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Messages as they travel in SMTP, one byte per character. */
final class Mails {

    // Every field that an MTA would add when it is missing.
    private static final String HEADER = """
            From: a@x.test
            To: b@y.test
            Date: Tue, 24 Nov 2026 12:00:00 +0000
            Message-Id: <1@x.test>
            Subject: Hello
            """.replace("\n", "\r\n");

    private Mails() {}

    /** A message with this body, as it is, and more fields below the usual ones. */
    static String mail(String body, String... moreFields) {
        return HEADER + fields(moreFields) + "\r\n" + body;
    }

    /** Header fields in lines of their own. */
    static String fields(String... fields) {
        return fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    }

    static byte[] bytes(String mail) {
        return mail.getBytes(ISO_8859_1);
    }
}
