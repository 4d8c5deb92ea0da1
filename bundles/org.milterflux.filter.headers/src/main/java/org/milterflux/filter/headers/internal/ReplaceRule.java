package org.milterflux.filter.headers.internal;

import java.util.List;
import java.util.Set;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;

/**
 * Gives the fields of a name a new value in their places. Written {@code Name: value}; the word {@code first} before it
 * changes the topmost field only, {@code or-add} adds one when there is none.
 */
record ReplaceRule(boolean first, boolean orAdd, FieldTemplate field) {

    private static final String FIRST = "first";
    private static final String OR_ADD = "or-add";

    static ReplaceRule parse(String line) {
        RuleLine parsed = RuleLine.parse(line, Set.of(FIRST, OR_ADD));
        return new ReplaceRule(parsed.words().contains(FIRST), parsed.words().contains(OR_ADD), parsed.field());
    }

    /**
     * None when the value comes out empty.
     *
     * @param header as the remove rules leave it
     */
    List<Edit> edits(List<HeaderField> header, MessageValues values) {
        return field.fill(values).map(value -> edits(header, value)).orElse(List.of());
    }

    private List<Edit> edits(List<HeaderField> header, String value) {
        List<Edit> changes = header.stream()
                .filter(there -> there.isNamed(field.name()))
                .limit(first ? 1 : Long.MAX_VALUE)
                .map(there -> Edit.changeHeader(there, value))
                .toList();
        return changes.isEmpty() && orAdd ? List.of(Edit.addHeader(field.name(), value)) : changes;
    }
}
