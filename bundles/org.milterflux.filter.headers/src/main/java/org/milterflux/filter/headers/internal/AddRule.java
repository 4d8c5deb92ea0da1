package org.milterflux.filter.headers.internal;

import java.util.Optional;
import java.util.Set;
import org.milterflux.api.Edit;

/** Adds a field at the end of the header. Written {@code Name: value}. */
record AddRule(FieldTemplate field) {

    static AddRule parse(String line) {
        return new AddRule(RuleLine.parse(line, Set.of()).field());
    }

    /** Empty when the value comes out empty. */
    Optional<Edit> edit(MessageValues values) {
        return field.fill(values).map(value -> Edit.addHeader(field.name(), value));
    }
}
