package org.milterflux.itests.differential;

import java.util.List;
import org.milterflux.protocol.WireText;

/**
 * The message of a scene.
 *
 * @param text all of it, as {@link WireText} reads bytes; {@code @N@} stands for its number in the scene
 */
record Letter(String text) {

    private static final String HEADER = """
            From: a@x.test
            To: b@y.test
            X-A: 1
            X-A: 2
            X-A: 3
            Subject: s
            Date: Tue, 24 Nov 2020 12:00:00 +0000
            Message-Id: <@N@@x.test>
            """.replace("\n", "\r\n");

    static final String BODY = "orig body\r\n";

    static final Letter USUAL = of(List.of(), BODY);

    /** The usual one with more header lines below the usual ones. */
    static Letter of(List<String> moreLines, String body) {
        return new Letter(HEADER
                + String.join("", moreLines.stream().map(line -> line + "\r\n").toList()) + "\r\n" + body);
    }

    /** Its bytes as the n-th of its scene. */
    byte[] bytes(int number) {
        return WireText.encode(text.replace("@N@", Integer.toString(number)));
    }
}
