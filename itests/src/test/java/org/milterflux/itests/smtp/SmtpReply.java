package org.milterflux.itests.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as the SMTP client sees it.
 *
 * @param lines as received, code included, without line ends; at least one
 */
public record SmtpReply(List<String> lines) {

    static SmtpReply read(SmtpLines connection) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(connection.read());
        } while (lines.get(lines.size() - 1).startsWith("-", 3));
        return new SmtpReply(List.copyOf(lines));
    }

    /** The three digits the last line begins with. */
    public int code() {
        return Integer.parseInt(lines.get(lines.size() - 1).substring(0, 3));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
