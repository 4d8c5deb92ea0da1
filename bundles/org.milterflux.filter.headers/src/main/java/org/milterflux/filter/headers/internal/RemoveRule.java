package org.milterflux.filter.headers.internal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.milterflux.api.HeaderField;

/**
 * Removes fields. Written {@code Name} or {@code Name: glob}, which the whole value must match, both without regard to case
 * and with {@code *} and {@code ?}; or {@code Name ~ pattern}, to be found in the value.
 *
 * <p>Patterns are RE2's, which take linear time: no value that a sender thinks of can keep one busy.
 */
record RemoveRule(Pattern name, Pattern value) {

    private static final java.util.regex.Pattern LINE =
            java.util.regex.Pattern.compile("([!-9;-~]+)(?:\\s*:\\s*(?<glob>.+)|\\s+~\\s*(?<pattern>.+))?");

    /** @throws IllegalArgumentException saying what to write instead */
    static RemoveRule parse(String line) {
        Matcher parsed = LINE.matcher(line.strip());
        if (!parsed.matches()) {
            throw new IllegalArgumentException("write 'Name', 'Name: glob' or 'Name ~ pattern'");
        }
        return new RemoveRule(glob(parsed.group(1)), value(parsed));
    }

    /** Whether the rule removes the field; the value is looked at unfolded. */
    boolean matches(HeaderField field) {
        return name.matcher(field.name()).matches()
                && value.matcher(field.unfolded()).find();
    }

    private static Pattern value(Matcher parsed) {
        if (parsed.group("glob") != null) {
            return glob(parsed.group("glob"));
        }
        String pattern = parsed.group("pattern");
        try {
            return Pattern.compile(pattern == null ? "" : pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("mend the RE2 pattern: " + e.getDescription(), e);
        }
    }

    private static Pattern glob(String glob) {
        String pattern = Pattern.quote(glob).replace("\\*", ".*").replace("\\?", ".");
        return Pattern.compile("^" + pattern + "$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
