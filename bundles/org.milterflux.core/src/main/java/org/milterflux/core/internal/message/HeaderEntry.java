package org.milterflux.core.internal.message;

import org.milterflux.api.HeaderField;

/**
 * One place in the MTA's own list of header fields, as it would look after the edits so far.
 *
 * @param origin the handle the place was first known by; it stays the same when the field's value changes
 * @param field what stands there now
 * @param state what the MTA and the filters see of it
 * @param addressable whether a request counts it among the fields of its name; Sendmail goes on counting a field that
 *     was deleted
 */
record HeaderEntry(HeaderField origin, HeaderField field, State state, boolean addressable) {

    enum State {
        /** Shown to filters. */
        VISIBLE,
        /** The MTA's own: takes a place, but is not shown. */
        HIDDEN,
        /** Deleted by the filter whose turn it is: Sendmail keeps its place, and the filter goes on counting it. */
        DELETED,
        /** Sendmail: empty, to be filled by the next field of that name. */
        VACANT
    }

    static HeaderEntry visible(HeaderField field) {
        return new HeaderEntry(field, field, State.VISIBLE, true);
    }

    /** A place of the MTA's own that was there before the message. */
    static HeaderEntry own(String name, State state) {
        HeaderField place = HeaderField.of(name, "");
        return new HeaderEntry(place, place, state, false);
    }

    boolean isVisible() {
        return state == State.VISIBLE;
    }

    /** Whether the filter whose turn it is counts it among the fields of its name. */
    boolean isCounted() {
        return state == State.VISIBLE || state == State.DELETED;
    }

    boolean is(HeaderField handle) {
        return isVisible() && (field == handle || origin == handle);
    }

    boolean isNamed(String name) {
        return field.isNamed(name);
    }

    /** Whether it reads otherwise than at first. */
    boolean isChanged() {
        return !field.name().equals(origin.name()) || !field.rawValue().equals(origin.rawValue());
    }

    HeaderEntry changedTo(HeaderField value) {
        return new HeaderEntry(origin, value, State.VISIBLE, true);
    }

    HeaderEntry in(State next) {
        return new HeaderEntry(origin, field, next, addressable);
    }
}
