package org.milterflux.core.internal.message;

import java.util.List;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * A header block behind Postfix, which edits its queue file at once and keeps no state between requests.
 *
 * <p>So the requests go out just as the filters made them. The first entry stands for the {@code Received} that Postfix
 * adds and hides: it takes a position, and counts among no name. A deleted field is gone, and those after it move up.
 *
 * @param entries Postfix's physical list
 */
record PostfixHeaders(HeaderEntries entries, List<Reply> requests) implements HeaderBlock {

    static PostfixHeaders of(List<HeaderField> sent) {
        return new PostfixHeaders(
                HeaderEntries.of(List.of(HeaderEntry.own("Received", HeaderEntry.State.HIDDEN)), sent), List.of());
    }

    @Override
    public Headers visible() {
        return entries.visible();
    }

    @Override
    public PostfixHeaders add(HeaderField field) {
        return then(entries.with(field), new AddHeader(field.name(), field.rawValue()));
    }

    @Override
    public PostfixHeaders insert(Placement place, HeaderField field) {
        int index = position(place);
        return then(entries.with(index, field), new InsertHeader(index, field.name(), field.rawValue()));
    }

    @Override
    public PostfixHeaders change(HeaderField handle, HeaderField field) {
        int index = entries.indexOf(handle);
        return then(
                entries.set(index, entries.get(index).changedTo(field)),
                new ChangeHeader(entries.number(index), field.name(), field.rawValue()));
    }

    @Override
    public PostfixHeaders delete(HeaderField handle) {
        int index = entries.indexOf(handle);
        return then(entries.without(index), new ChangeHeader(entries.number(index), handle.name(), ""));
    }

    @Override
    public PostfixHeaders nextFilter() {
        return this;
    }

    private int position(Placement place) {
        if (place instanceof Placement.Before before) {
            return entries.indexOf(before.field());
        }
        if (place instanceof Placement.After after) {
            return entries.indexOf(after.field()) + 1;
        }
        return place == Placement.Fixed.TOP ? 0 : 1;
    }

    private PostfixHeaders then(HeaderEntries edited, Reply request) {
        return new PostfixHeaders(edited, HeaderBlock.append(requests, request));
    }
}
