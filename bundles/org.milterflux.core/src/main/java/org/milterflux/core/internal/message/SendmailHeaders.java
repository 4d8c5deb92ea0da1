package org.milterflux.core.internal.message;

import java.util.List;
import java.util.OptionalInt;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
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
 * Sendmail all our filters are one, so the numbers in the requests go on counting it. Positions count every place in both
 * worlds.
 *
 * @param entries Sendmail's list
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

    static SendmailHeaders of(List<HeaderField> sent) {
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
    public SendmailHeaders add(HeaderField field) {
        OptionalInt vacant = entries.first(entry -> isVacant(entry, field.name()));
        return vacant.isPresent() ? fill(vacant.getAsInt(), field) : create(field);
    }

    /** Sendmail inserts after an element of its list, so never above its first one, which no filter sees. */
    @Override
    public SendmailHeaders insert(int position, HeaderField field) {
        return then(
                entries.with(Math.min(position, entries.size() - 1) + 1, field),
                new InsertHeader(position, field.name(), field.rawValue()));
    }

    /** Past the last field of the name, Sendmail takes the last vacant place of it. */
    @Override
    public SendmailHeaders change(int number, HeaderField field) {
        boolean deletes = field.rawValue().isEmpty();
        OptionalInt numbered = entries.numbered(number, field.name());
        OptionalInt target = numbered.isPresent()
                ? numbered
                : entries.indices(entry -> isVacant(entry, field.name())).max();
        if (target.isEmpty()) {
            return deletes ? this : create(field);
        }
        return deletes ? empty(target.getAsInt(), field) : fill(target.getAsInt(), field);
    }

    @Override
    public SendmailHeaders nextFilter() {
        return new SendmailHeaders(
                new HeaderEntries(entries.list().stream()
                        .map(entry -> entry.state() == State.DELETED ? entry.in(State.VACANT) : entry)
                        .toList()),
                requests);
    }

    @Override
    public int above(HeaderField handle) {
        return entries.indexOf(handle) - 1;
    }

    @Override
    public int number(HeaderField handle) {
        return entries.number(entries.indexOf(handle));
    }

    private static boolean isVacant(HeaderEntry entry, String name) {
        return entry.state() == State.VACANT
                && entry.isNamed(name)
                && TRACE.stream().noneMatch(entry::isNamed);
    }

    /** A new field goes above the first place of its name, whatever has become of that. */
    private SendmailHeaders create(HeaderField field) {
        int index = entries.first(entry -> entry.isNamed(field.name())).orElse(entries.size());
        return then(entries.with(index, field), new AddHeader(field.name(), field.rawValue()));
    }

    /**
     * The place keeps its name: Sendmail takes the new value only, whatever the spelling it comes under. A field added
     * without any value gets a space here, because a change to nothing would delete it.
     */
    private SendmailHeaders fill(int index, HeaderField field) {
        HeaderEntry place = entries.get(index);
        HeaderField filled = HeaderField.of(place.field().name(), field.rawValue());
        String value = field.rawValue().isEmpty() ? " " : field.rawValue();
        return then(
                entries.set(index, place.isVisible() ? place.changedTo(filled) : HeaderEntry.visible(filled)),
                new ChangeHeader(address(index), field.name(), value));
    }

    /** Also when nothing is to be seen there: Sendmail may have put a text of its own in a configured place. */
    private SendmailHeaders empty(int index, HeaderField field) {
        HeaderEntry place = entries.get(index);
        return then(
                entries.set(index, place.isVisible() ? place.in(State.DELETED) : place),
                new ChangeHeader(address(index), field.name(), ""));
    }

    private int address(int index) {
        return entries.get(index).addressable() ? entries.address(index) : CONFIGURED_PLACE;
    }

    private SendmailHeaders then(HeaderEntries edited, Reply request) {
        return new SendmailHeaders(edited, HeaderBlock.append(requests, request));
    }
}
