package org.milterflux.filter.headers.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.Settings;

/**
 * The configured rules. What they make of a message follows from the message alone.
 *
 * <p>Removing comes first, so that "remove X" and "add X" together put a field that no sender can forge.
 */
record HeaderRules(List<RemoveRule> remove, List<ReplaceRule> replace, List<InsertRule> insert, List<AddRule> add) {

    /**
     * Reads the settings that {@link HeadersConfiguration} describes.
     *
     * @throws IllegalArgumentException naming the wrong rule and what to write instead
     */
    static HeaderRules of(Settings settings) {
        return new HeaderRules(
                read(settings, "remove", RemoveRule::parse),
                read(settings, "replace", ReplaceRule::parse),
                read(settings, "insert", InsertRule::parse),
                read(settings, "add", AddRule::parse));
    }

    private static <R> List<R> read(Settings settings, String key, Function<String, R> parse) {
        List<R> rules = new ArrayList<>();
        for (String line : settings.texts(key)) {
            try {
                rules.add(parse.apply(line));
            } catch (IllegalArgumentException e) {
                throw settings.invalid(key, line, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(rules);
    }

    /** The edits the rules ask for, in the order in which they are made. */
    List<Edit> edits(Message message) {
        MessageValues values = new MessageValues(message);
        List<Edit> edits = new ArrayList<>();
        List<HeaderField> left = new ArrayList<>();
        for (HeaderField field : message.headers()) {
            if (remove.stream().anyMatch(rule -> rule.matches(field))) {
                edits.add(Edit.deleteHeader(field));
            } else {
                left.add(field);
            }
        }
        replace.forEach(rule -> edits.addAll(rule.edits(left, values)));
        bottomUp(insert).forEach(rule -> rule.edit(values).ifPresent(edits::add));
        add.forEach(rule -> rule.edit(values).ifPresent(edits::add));
        return edits;
    }

    /** Each field goes above the ones inserted before it at the same place. */
    private static List<InsertRule> bottomUp(List<InsertRule> rules) {
        List<InsertRule> reversed = new ArrayList<>(rules);
        Collections.reverse(reversed);
        return reversed;
    }
}
