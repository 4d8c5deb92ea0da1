package org.milterflux.core.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * A header block behind an MTA that could not be told: edited as Postfix would, written as the smallest difference.
 *
 * <p>First every changed field by its number before any deletion, then deletions from the last up, then insertions from
 * the top down: so each number is right whether or not the MTA goes on counting what was deleted.
 */
record UnknownHeaders(HeaderEntries before, PostfixHeaders after) implements HeaderBlock {

    static HeaderBlock of(List<HeaderField> sent) {
        PostfixHeaders headers = PostfixHeaders.of(sent);
        return new UnknownHeaders(headers.entries(), headers);
    }

    @Override
    public Headers visible() {
        return after.visible();
    }

    @Override
    public List<Reply> requests() {
        return Stream.of(changes(), deletions(), insertions())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public HeaderBlock add(HeaderField field) {
        return edited(after.add(field));
    }

    @Override
    public HeaderBlock insert(Placement place, HeaderField field) {
        return edited(after.insert(place, field));
    }

    @Override
    public HeaderBlock change(HeaderField handle, HeaderField field) {
        return edited(after.change(handle, field));
    }

    @Override
    public HeaderBlock delete(HeaderField handle) {
        return edited(after.delete(handle));
    }

    @Override
    public HeaderBlock nextFilter() {
        return this;
    }

    private HeaderBlock edited(PostfixHeaders block) {
        return new UnknownHeaders(before, block);
    }

    private List<Reply> changes() {
        List<Reply> requests = new ArrayList<>();
        for (HeaderEntry entry : after.entries().list()) {
            if (entry.field() != entry.origin() && before.has(entry.origin())) {
                requests.add(new ChangeHeader(
                        before.number(before.indexOf(entry.origin())),
                        entry.field().name(),
                        entry.field().rawValue()));
            }
        }
        return requests;
    }

    private List<Reply> deletions() {
        List<Reply> requests = new ArrayList<>();
        for (int i = before.list().size() - 1; i > 0; i--) {
            HeaderField field = before.get(i).field();
            if (!after.entries().has(field)) {
                requests.add(new ChangeHeader(before.number(i), field.name(), ""));
            }
        }
        return requests;
    }

    private List<Reply> insertions() {
        List<Reply> requests = new ArrayList<>();
        List<HeaderEntry> entries = after.entries().list();
        for (int i = 0; i < entries.size(); i++) {
            HeaderEntry entry = entries.get(i);
            if (entry.state() == HeaderEntry.State.VISIBLE && !before.has(entry.origin())) {
                requests.add(insertion(i, entry.field()));
            }
        }
        return requests;
    }

    /** A lone field at the end is added in the usual way, which all MTAs take for the end when they have none of the name. */
    private Reply insertion(int index, HeaderField field) {
        List<HeaderEntry> entries = after.entries().list();
        boolean alone =
                entries.stream().filter(entry -> entry.isNamed(field.name())).count() == 1;
        return alone && index == entries.size() - 1
                ? new AddHeader(field.name(), field.rawValue())
                : new InsertHeader(index, field.name(), field.rawValue());
    }
}
