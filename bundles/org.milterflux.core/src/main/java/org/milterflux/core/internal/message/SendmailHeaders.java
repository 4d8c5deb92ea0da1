package org.milterflux.core.internal.message;

import java.util.List;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.core.internal.message.HeaderEntry.State;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * A header block behind Sendmail, whose list begins with the {@code H} lines of its configuration and keeps the place of
 * every field that was deleted.
 *
 * <p>A place deleted by one filter is free for the next filter's field of that name, as it is with separate milters; to
 * Sendmail all our filters are one, so the numbers in the requests go on counting it.
 */
record SendmailHeaders(HeaderEntries entries, List<Reply> requests) implements HeaderBlock {

    /** The {@code H} lines of the stock configuration, in its order. */
    private static final List<String> CONFIGURED = List.of(
            "Return-Path",
            "Received",
            "Resent-Date",
            "Date",
            "Resent-From",
            "From",
            "Full-Name",
            "Resent-Message-Id",
            "Message-Id");

    /** Trace fields: Sendmail never fills an empty one again. */
    private static final List<String> TRACE = List.of("Received", "X400-Received", "Via", "Mail-From");

    /** More than any message has of one name: names the configured place, which an edit reaches last. */
    private static final int CONFIGURED_PLACE = 9999;

    static HeaderBlock of(List<HeaderField> sent) {
        return new SendmailHeaders(
                HeaderEntries.of(
                        CONFIGURED.stream()
                                .map(name -> HeaderEntry.own(name, State.VACANT))
                                .toList(),
                        sent),
                List.of());
    }

    @Override
    public Headers visible() {
        return entries.visible();
    }

    @Override
    public HeaderBlock add(HeaderField field) {
        int first = entries.list().size();
        for (int i = entries.list().size() - 1; i >= 0; i--) {
            first = entries.get(i).isNamed(field.name()) ? i : first;
        }
        for (int i = first; i < entries.list().size(); i++) {
            if (isVacant(entries.get(i), field.name())) {
                return fill(i, field);
            }
        }
        return then(entries.with(first, field), new AddHeader(field.name(), field.rawValue()));
    }

    @Override
    public HeaderBlock insert(Placement place, HeaderField field) {
        int predecessor = predecessor(place);
        return then(
                entries.with(predecessor + 1, field), new InsertHeader(predecessor, field.name(), field.rawValue()));
    }

    @Override
    public HeaderBlock change(HeaderField handle, HeaderField field) {
        int index = entries.indexOf(handle);
        return then(
                entries.set(index, entries.get(index).changedTo(field)),
                new ChangeHeader(entries.number(index), field.name(), field.rawValue()));
    }

    @Override
    public HeaderBlock delete(HeaderField handle) {
        int index = entries.indexOf(handle);
        return then(
                entries.set(index, entries.get(index).in(State.DELETED)),
                new ChangeHeader(entries.number(index), handle.name(), ""));
    }

    @Override
    public HeaderBlock nextFilter() {
        return new SendmailHeaders(
                new HeaderEntries(entries.list().stream()
                        .map(entry -> entry.state() == State.DELETED ? entry.in(State.VACANT) : entry)
                        .toList()),
                requests);
    }

    private static boolean isVacant(HeaderEntry entry, String name) {
        return entry.state() == State.VACANT
                && entry.isNamed(name)
                && TRACE.stream().noneMatch(entry::isNamed);
    }

    /** The place keeps its name: Sendmail takes the new value only, whatever the spelling it comes under. */
    private HeaderBlock fill(int index, HeaderField field) {
        HeaderEntry vacant = entries.get(index);
        int number = vacant.addressable() ? entries.number(index) : CONFIGURED_PLACE;
        HeaderField filled = HeaderField.of(vacant.field().name(), field.rawValue());
        return then(
                entries.set(index, HeaderEntry.visible(filled)),
                new ChangeHeader(number, filled.name(), filled.rawValue()));
    }

    /** Sendmail inserts after an element of its list; its first element is never one that a filter sees. */
    private int predecessor(Placement place) {
        if (place instanceof Placement.Before before) {
            return entries.indexOf(before.field()) - 1;
        }
        if (place instanceof Placement.After after) {
            return entries.indexOf(after.field());
        }
        return place == Placement.Fixed.TOP ? 0 : 1;
    }

    private HeaderBlock then(HeaderEntries edited, Reply request) {
        return new SendmailHeaders(edited, HeaderBlock.append(requests, request));
    }
}
