package org.milterflux.filter.headers.internal;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.milterflux.api.Edit;
import org.milterflux.api.result.Folding;

/**
 * A header field to write.
 *
 * @param value with places for what is known of a message: <code>{macro}</code> or <code>{macro|otherwise}</code>;
 *     <code>{{</code> is a brace
 */
record FieldTemplate(String name, String value) {

    private static final String BRACE = "{{";

    /** A brace, a place, or a brace that begins neither. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{|\\{(\\w+)(?:\\|([^{}]*))?}|\\{");

    /** @throws IllegalArgumentException saying what to write instead */
    FieldTemplate {
        Edit.addHeader(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("write a value after the colon");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new IllegalArgumentException("take out the control character; long values are folded when written");
        }
        if (PLACE.matcher(value).results().anyMatch(FieldTemplate::isUnfinished)) {
            throw new IllegalArgumentException("write {macro} or {macro|otherwise}, and {{ for a brace");
        }
    }

    /** The value for a message, folded; empty when nothing is left of it. */
    Optional<String> fill(MessageValues values) {
        String filled = PLACE.matcher(value)
                .replaceAll(place -> Matcher.quoteReplacement(text(place, values)))
                .strip();
        return Optional.of(filled).filter(text -> !text.isEmpty()).map(text -> Folding.fold(name, text));
    }

    private static boolean isUnfinished(MatchResult place) {
        return !place.group().equals(BRACE) && place.group(1) == null;
    }

    private static String text(MatchResult place, MessageValues values) {
        return place.group().equals(BRACE)
                ? "{"
                : values.of(place.group(1))
                        .orElse(Optional.ofNullable(place.group(2)).orElse(""));
    }
}
