package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.milterflux.engine.Printable;

/**
 * What spamd answered to {@code SYMBOLS} or {@code REPORT}.
 *
 * <pre>
 * SPAMD/1.1 0 EX_OK
 * Content-length: 12
 * Spam: True ; 1003.3 / 5.0
 *
 * GTUBE,A_RULE
 * </pre>
 *
 * @param spam its own word, by its own threshold
 * @param required its threshold
 * @param symbols names of the rules that matched
 * @param report one byte per character; empty for {@code SYMBOLS}
 */
record Answer(boolean spam, double score, double required, List<String> symbols, String report) {

    private static final Pattern STATUS = Pattern.compile("SPAMD/[\\d.]+ (\\d+) (.*)");
    private static final Pattern SPAM =
            Pattern.compile("Spam: *(True|False|Yes|No) *; *(-?[\\d.]+) */ *(-?[\\d.]+) *", Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("Content-length: *(\\d{1,9}) *", Pattern.CASE_INSENSITIVE);
    /** A line of the report's table: {@code  2.7 MISSING_DATE  Missing Date: header}. */
    private static final Pattern RULE = Pattern.compile("^ *-?[\\d.]+ (\\w+) .*$", Pattern.MULTILINE);

    /** @throws IOException when it is not a whole answer: nothing that is missing may look like a clean message */
    static Answer parse(byte[] bytes, boolean isReport) throws IOException {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, Math.max(end, 0)).split("\r\n");
        requireOk(text.lines().findFirst().orElse(""));
        if (end < 0) {
            throw new IOException("its answer ends in the middle of its header");
        }
        Matcher spam = line(lines, SPAM, "no line 'Spam:'");
        String content = text.substring(end + 4);
        int length = Integer.parseInt(
                line(lines, LENGTH, "no line 'Content-length:'").group(1));
        if (content.length() != length) {
            throw new IOException(
                    "its answer has " + content.length() + " bytes of content, not the announced " + length);
        }
        return new Answer(
                List.of("true", "yes").contains(spam.group(1).toLowerCase(Locale.ROOT)),
                number(spam.group(2)),
                number(spam.group(3)),
                isReport ? rules(content) : names(content),
                isReport ? content : "");
    }

    private static void requireOk(String first) throws IOException {
        Matcher status = STATUS.matcher(first);
        if (!status.matches()) {
            throw new IOException("its answer is not spamd's: '" + Printable.of(first) + "'");
        }
        if (!status.group(1).equals("0")) {
            throw new IOException("it answered " + status.group(1) + " " + Printable.of(status.group(2)));
        }
    }

    private static Matcher line(String[] lines, Pattern pattern, String otherwise) throws IOException {
        return Stream.of(lines)
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow(() -> new IOException("its answer has " + otherwise));
    }

    private static double number(String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException("its answer has a score that is no number: " + text, e);
        }
    }

    private static List<String> names(String content) {
        return Stream.of(content.split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> rules(String report) {
        int table = report.indexOf("\n---- ");
        return table < 0
                ? List.of()
                : RULE.matcher(report.substring(table))
                        .results()
                        .map(rule -> rule.group(1))
                        .toList();
    }
}
