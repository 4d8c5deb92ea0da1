package org.milterflux.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A refusing SMTP reply in the filter's own words ({@code SMFIR_REPLYCODE}).
 *
 * @param code 400 to 599
 * @param enhancedCode RFC 3463, such as {@code 5.7.1}; its class must be that of the code. Empty for none, as some milters
 *     answer
 * @param lines 1 to 32 lines of at most 980 bytes (libmilter's {@code MAXREPLYLEN}), without CR, LF and NUL. A percent
 *     sign is just a percent sign: the platform doubles it where the wire wants that
 */
public record SmtpReply(int code, String enhancedCode, List<String> lines) {

    private static final int MAX_LINES = 32;
    private static final int MAX_LINE_BYTES = 980;
    private static final Pattern ENHANCED = Pattern.compile("[45]\\.\\d{1,3}\\.\\d{1,3}");

    /** @throws IllegalArgumentException when the MTA would not take it, with the reason */
    public SmtpReply {
        lines = List.copyOf(lines);
        check(code >= 400 && code <= 599, "the code of a refusing reply is 400 to 599, not " + code);
        if (!enhancedCode.isEmpty()) {
            check(ENHANCED.matcher(enhancedCode).matches(), "not an enhanced code such as 5.7.1: " + enhancedCode);
            check(
                    enhancedCode.charAt(0) - '0' == code / 100,
                    "code " + code + " and enhanced code " + enhancedCode + " are of different classes");
        }
        check(!lines.isEmpty() && lines.size() <= MAX_LINES, "1 to 32 lines, not " + lines.size());
        for (String line : lines) {
            check(
                    line.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE_BYTES,
                    "a line is longer than 980 bytes: " + line.length() + " characters");
            check(
                    line.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0),
                    "a line holds CR, LF or NUL; give several lines instead");
        }
    }

    /** A reply of one or more lines. */
    public static SmtpReply of(int code, String enhancedCode, String... lines) {
        return new SmtpReply(code, enhancedCode, Arrays.asList(lines));
    }

    /** Whether the client may try again: 4xx. */
    public boolean isTemporary() {
        return code < 500;
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
