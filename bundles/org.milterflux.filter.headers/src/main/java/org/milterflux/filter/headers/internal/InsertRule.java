package org.milterflux.filter.headers.internal;

import java.util.Optional;
import java.util.Set;
import org.milterflux.api.Edit;
import org.milterflux.api.Placement;

/**
 * Puts a field directly below the MTA's own {@code Received}, written {@code Name: value}, or above it, written
 * {@code top Name: value}. Trace fields belong there: what stands below was added before this MTA.
 */
record InsertRule(Placement place, FieldTemplate field) {

    private static final String TOP = "top";

    static InsertRule parse(String line) {
        RuleLine parsed = RuleLine.parse(line, Set.of(TOP));
        Placement place = parsed.words().contains(TOP) ? Placement.top() : Placement.belowReceived();
        return new InsertRule(place, parsed.field());
    }

    /** Empty when the value comes out empty. */
    Optional<Edit> edit(MessageValues values) {
        return field.fill(values).map(value -> Edit.insertHeader(place, field.name(), value));
    }
}
