package org.milterflux.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A refusal in the words of SMTP (RFC 5321 §4.2, RFC 3463), checked so that no MTA takes it for a mistake.
 *
 * @param code 400 to 599
 * @param enhanced {@code 5.7.1} or empty; first digit as that of the code
 * @param lines the text, at least one line, without codes; {@code %} stands for itself
 */
public record SmtpReply(int code, String enhanced, List<String> lines) {

    /** Lines of a reply ({@code smfi_setmlreply}). */
    public static final int MAX_LINES = 32;
    /** Bytes of a line's text on the wire ({@code MAXREPLYLEN}). */
    public static final int MAX_LINE_BYTES = 980;

    public SmtpReply {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("SMTP code " + code + " does not refuse; use 400 to 599");
        }
        if (!enhanced.isEmpty() && !EnhancedCode.is(enhanced)) {
            throw new IllegalArgumentException("enhanced code '" + enhanced + "' does not look like 5.7.1");
        }
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("a reply has 1 to " + MAX_LINES + " lines, not " + lines.size());
        }
        lines.forEach(SmtpReply::checkLine);
        String first = enhanced.isEmpty() ? EnhancedCode.startOf(lines.get(0)) : enhanced;
        if (!first.isEmpty() && first.charAt(0) - '0' != code / 100) {
            throw new IllegalArgumentException("enhanced code " + first + " is of another class than " + code);
        }
    }

    private static void checkLine(String line) {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a reply line holds CR, LF or NUL");
        }
        int size = WireText.size(doubled(line));
        if (size > MAX_LINE_BYTES) {
            throw new IllegalArgumentException("a reply line has " + size + " bytes, at most " + MAX_LINE_BYTES);
        }
    }

    /**
     * A reply of one or more lines.
     *
     * @throws IllegalArgumentException says which rule is broken
     */
    public static SmtpReply of(int code, String enhanced, String... lines) {
        return new SmtpReply(code, enhanced, Arrays.asList(lines));
    }

    /**
     * The reply a {@link ReplyCode} carries.
     *
     * @throws IllegalArgumentException says why an MTA would not pass it on
     */
    public static SmtpReply parse(String wire) {
        List<String> texts = new ArrayList<>();
        String[] lines = wire.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            texts.add(textOf(lines[i], wire, i == lines.length - 1 ? ' ' : '-'));
        }
        return EnhancedCode.common(texts)
                .map(enhanced -> new SmtpReply(
                        codeOf(wire),
                        enhanced,
                        texts.stream()
                                .map(text -> text.substring(enhanced.length() + 1))
                                .toList()))
                .orElseGet(() -> new SmtpReply(codeOf(wire), "", texts));
    }

    private static int codeOf(String wire) {
        return Integer.parseInt(wire.substring(0, 3));
    }

    private static String textOf(String line, String wire, char separator) {
        boolean coded = line.length() >= 4 && line.chars().limit(3).allMatch(c -> c >= '0' && c <= '9');
        if (!coded || !line.regionMatches(0, wire, 0, 3) || line.charAt(3) != separator) {
            throw new IllegalArgumentException("a reply line must be the same three digits, '-' or a space, and text");
        }
        return undoubled(line.substring(4));
    }

    /** What is wrong with the text of a {@link ReplyCode}; empty when MTAs pass it on. */
    static Optional<String> fault(String wire) {
        try {
            parse(wire);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** As {@link ReplyCode} carries it: CRLF between lines, none at the end, {@code %} doubled. */
    public String wire() {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(i == 0 ? "" : "\r\n").append(code).append(i == lines.size() - 1 ? ' ' : '-');
            wire.append(enhanced).append(enhanced.isEmpty() ? "" : " ").append(doubled(lines.get(i)));
        }
        return wire.toString();
    }

    /** A lone {@code %} makes Sendmail drop the whole text, and Postfix the sign. */
    private static String doubled(String text) {
        return text.replace("%", "%%");
    }

    private static String undoubled(String text) {
        String single = text.replace("%%", "%");
        if (!doubled(single).equals(text)) {
            throw new IllegalArgumentException("a reply has a % that is not doubled");
        }
        return single;
    }
}
