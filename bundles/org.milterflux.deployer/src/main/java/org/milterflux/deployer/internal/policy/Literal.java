package org.milterflux.deployer.internal.policy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Values in the typed syntax of configuration files. */
final class Literal {

    private Literal() {}

    /** A text, so that it is read as it is: in quotes, and with escapes for what the parser or FileInstall would take for its own. */
    static String text(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int at = 0; at < value.length(); at++) {
            boolean variable = at > 0 && value.charAt(at - 1) == '$';
            escaped.append(escaped(value.charAt(at), variable));
        }
        return escaped.append('"').toString();
    }

    /** A whole number. */
    static String number(int value) {
        return "I\"" + value + '"';
    }

    /** A truth value. */
    static String flag(boolean value) {
        return "B\"" + value + '"';
    }

    /** Texts from one text in which commas part them; what is empty does not count. */
    static String list(String values) {
        return Arrays.stream(values.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Literal::text)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String escaped(char character, boolean afterDollar) {
        return switch (character) {
            // Two readers take one level of escapes each: first the one that puts variables in, then the parser.
            case '\\' -> "\\\\\\\\";
            case '"' -> "\\\"";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '{' -> afterDollar ? "\\{" : "{";
            default -> Character.toString(character);
        };
    }
}
