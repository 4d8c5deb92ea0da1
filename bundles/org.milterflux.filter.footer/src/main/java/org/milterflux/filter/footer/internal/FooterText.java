package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.milterflux.api.Settings;

/**
 * The configured text, written for the text it follows.
 *
 * @param separator the line above it; empty for none
 * @param lines without line ends and trailing blanks, which transports may drop anyway
 */
record FooterText(String separator, List<String> lines) {

    /** "Usenet signature convention", RFC 3676 §4.3: the trailing blank belongs to it. */
    static final String SIGNATURE_SEPARATOR = "-- ";

    private static final String CRLF = "\r\n";

    /** RFC 5322 §2.1.1 allows 998; charsets other than UTF-8 may need more bytes. */
    private static final int MAX_LINE_BYTES = 900;

    FooterText {
        lines = lines.stream().map(String::stripTrailing).toList();
    }

    /** @throws IllegalArgumentException when the text is missing or cannot stand in every mail */
    static FooterText of(Settings settings) {
        String separator = settings.text("separator", SIGNATURE_SEPARATOR);
        requireLine(settings, "separator", separator);
        String key = settings.texts("textFile").isEmpty() ? "text" : "textFile";
        List<String> lines = TextFile.named(settings, "textFile")
                .map(file -> List.of(file.read(settings)))
                .orElseGet(() -> settings.texts("text"))
                .stream()
                .flatMap(String::lines)
                .toList();
        if (lines.stream().allMatch(String::isBlank)) {
            throw settings.invalid(key, String.join("\n", lines), "write the text to append");
        }
        lines.forEach(line -> requireLine(settings, key, line));
        return new FooterText(separator, lines);
    }

    /** The lines alone, each with its CRLF: what a message that has the footer already contains. */
    String block(boolean flowed) {
        return written(lines.stream(), flowed);
    }

    /** All lines as a reader sees them, the separator first. */
    Stream<String> shown() {
        return Stream.concat(Stream.of(separator).filter(line -> !line.isEmpty()), lines.stream());
    }

    /** What to put behind a text: from the end of its last line to the end of the footer. */
    String after(TextScan text, boolean flowed) {
        String lineEnd = text.endsInMidLine() ? CRLF : "";
        String blankLine = text.isEmpty() ? "" : CRLF;
        Stream<String> heading = Stream.of(separator).filter(line -> !line.isEmpty());
        return lineEnd + blankLine + written(heading, flowed) + block(flowed);
    }

    private static void requireLine(Settings settings, String key, String line) {
        if (line.getBytes(UTF_8).length > MAX_LINE_BYTES) {
            throw settings.invalid(key, line, "break the line: it may have at most " + MAX_LINE_BYTES + " bytes");
        }
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw settings.invalid(key, line, "take out the control character");
        }
    }

    private static String written(Stream<String> lines, boolean flowed) {
        return lines.map(line -> (flowed ? fixedLineOfFlowedText(line) : line) + CRLF)
                .collect(joining());
    }

    /**
     * RFC 3676 §4.2 and §4.4: a trailing blank would join the line with the next one, and the first character must not look
     * like a quote, stuffing, or an mbox separator.
     */
    private static String fixedLineOfFlowedText(String line) {
        if (line.equals(SIGNATURE_SEPARATOR)) {
            return line;
        }
        String fixed = line.stripTrailing();
        return fixed.startsWith(" ") || fixed.startsWith(">") || fixed.startsWith("From ") ? " " + fixed : fixed;
    }
}
