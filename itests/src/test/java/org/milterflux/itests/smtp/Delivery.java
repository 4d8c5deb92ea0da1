package org.milterflux.itests.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the MTA delivered in one SMTP transaction.
 *
 * @param mail the MAIL line as sent
 * @param recipients the RCPT lines as sent
 * @param text the message, one byte per character, dots unstuffed
 */
public record Delivery(String mail, List<String> recipients, String text) {

    private static final Pattern TRACE = Pattern.compile("^Received: .*\r\n(?:[ \t].*\r\n)*", Pattern.MULTILINE);

    /** The message without its first Received header: the MTA's own, which carries its queue id and the time. */
    public String untraced() {
        return TRACE.matcher(text).replaceFirst("");
    }

    public byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }
}
