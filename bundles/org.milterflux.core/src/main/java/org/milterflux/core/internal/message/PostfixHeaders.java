package org.milterflux.core.internal.message;

import java.util.List;
import java.util.OptionalInt;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
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
    public PostfixHeaders insert(int position, HeaderField field) {
        return then(
                entries.with(Math.min(position, entries.size()), field),
                new InsertHeader(position, field.name(), field.rawValue()));
    }

    @Override
    public PostfixHeaders change(int number, HeaderField field) {
        OptionalInt found = entries.numbered(number, field.name());
        HeaderEntries edited = field.rawValue().isEmpty() ? without(found) : with(found, field);
        return then(edited, new ChangeHeader(number, field.name(), field.rawValue()));
    }

    @Override
    public PostfixHeaders nextFilter() {
        return this;
    }

    @Override
    public int above(HeaderField handle) {
        return entries.indexOf(handle);
    }

    @Override
    public int number(HeaderField handle) {
        return entries.number(entries.indexOf(handle));
    }

    private HeaderEntries without(OptionalInt found) {
        return found.isPresent() ? entries.without(found.getAsInt()) : entries;
    }

    private HeaderEntries with(OptionalInt found, HeaderField field) {
        return found.isPresent()
                ? entries.set(found.getAsInt(), entries.get(found.getAsInt()).changedTo(field))
                : entries.with(field);
    }

    private PostfixHeaders then(HeaderEntries edited, Reply request) {
        return new PostfixHeaders(edited, HeaderBlock.append(requests, request));
    }
}
