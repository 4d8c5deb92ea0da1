package org.milterflux.itests.differential.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in double quotes, within which separators do not count. */
public final class Quotes {

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"(?:\\*(\\d+))?", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

    private Quotes() {}

    /** The parts between separators; at least one. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** What a quoted text stands for; any other text is itself. */
    public static String unquoted(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return text;
        }
        String content =
                ESCAPE.matcher(quoted.group(1)).replaceAll(escape -> Matcher.quoteReplacement(meant(escape.group(1))));
        return quoted.group(2) == null ? content : content.repeat(Integer.parseInt(quoted.group(2)));
    }

    /** As WireText reads a byte on its own. */
    private static String byteOf(int number) {
        return Character.toString(number < 0x80 ? number : 0xDC00 + number);
    }

    private static String meant(String escaped) {
        return switch (escaped.charAt(0)) {
            case 'r' -> "\r";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'x' -> byteOf(Integer.parseInt(escaped.substring(1), 16));
            default -> escaped;
        };
    }
}
