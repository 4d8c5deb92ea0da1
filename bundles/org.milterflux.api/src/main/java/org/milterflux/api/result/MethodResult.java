package org.milterflux.api.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one method of checking said, as {@code Authentication-Results} has it (RFC 8601 §2.2, {@code resinfo}).
 *
 * <pre>spf=fail reason="not listed" smtp.mailfrom=example.org</pre>
 *
 * @param method {@code spf}, {@code dkim}, …: a keyword of letters, digits and hyphens
 * @param result {@code pass}, {@code fail}, {@code none}, …: the same
 * @param reason in words; empty for none
 * @param properties what was looked at, such as {@code smtp.mailfrom}, and the value it had; written in the order of their names
 */
public record MethodResult(String method, String result, String reason, Map<String, String> properties) {

    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9-]+\\.[A-Za-z0-9_-]+");

    /** RFC 2045 §5.1, and the {@code @} that RFC 8601 allows in a value. */
    private static final Pattern BARE = Pattern.compile("[!#$%&'*+.0-9@A-Z^_`a-z{|}~-]+");

    /** @throws IllegalArgumentException when a name is none */
    public MethodResult {
        require(KEYWORD, "method", method);
        require(KEYWORD, "result", result);
        properties.keySet().forEach(name -> require(PROPERTY, "property", name));
        properties = Map.copyOf(properties);
    }

    /** The result of a method without words or properties. */
    public static MethodResult of(String method, String result) {
        return new MethodResult(method, result, "", Map.of());
    }

    /** As the field has it, in one line. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of(method + "=" + result));
        if (!reason.isEmpty()) {
            words.add("reason=" + quoted(reason));
        }
        new TreeMap<>(properties).forEach((name, value) -> words.add(name + "=" + value(value)));
        return String.join(" ", words);
    }

    /** A value that is no token in quotes (RFC 5322 §3.2.4); what cannot stand in a field shows as {@code ?}. */
    static String value(String text) {
        return BARE.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("[^ -~]", "?").replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    private static void require(Pattern form, String what, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("no " + what + " of Authentication-Results: '" + text + "'");
        }
    }
}
