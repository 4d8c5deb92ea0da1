package org.milterflux.core.internal.message;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
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

    static UnknownHeaders of(List<HeaderField> sent) {
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
                .flatMap(requests -> requests)
                .toList();
    }

    @Override
    public UnknownHeaders add(HeaderField field) {
        return edited(after.add(field));
    }

    @Override
    public UnknownHeaders insert(int position, HeaderField field) {
        return edited(after.insert(position, field));
    }

    @Override
    public UnknownHeaders change(int number, HeaderField field) {
        return edited(after.change(number, field));
    }

    @Override
    public UnknownHeaders nextFilter() {
        return this;
    }

    @Override
    public int above(HeaderField handle) {
        return after.above(handle);
    }

    @Override
    public int number(HeaderField handle) {
        return after.number(handle);
    }

    private UnknownHeaders edited(PostfixHeaders block) {
        return new UnknownHeaders(before, block);
    }

    private Stream<Reply> changes() {
        return after.entries().list().stream()
                .filter(entry -> entry.isChanged() && before.has(entry.origin()))
                .map(entry -> new ChangeHeader(
                        before.address(before.indexOf(entry.origin())),
                        entry.field().name(),
                        entry.field().rawValue()));
    }

    private Stream<Reply> deletions() {
        int last = before.size() - 1;
        return IntStream.rangeClosed(0, last)
                .map(i -> last - i)
                .filter(i -> before.get(i).isVisible()
                        && !after.entries().has(before.get(i).origin()))
                .mapToObj(i -> new ChangeHeader(
                        before.address(i), before.get(i).field().name(), ""));
    }

    private Stream<Reply> insertions() {
        return after.entries()
                .indices(entry -> entry.isVisible() && !before.has(entry.origin()))
                .mapToObj(this::insertion);
    }

    /** A lone field at the end is added in the usual way, which all MTAs take for the end when they have none of the name. */
    private Reply insertion(int index) {
        HeaderField field = after.entries().get(index).field();
        boolean last = index == after.entries().size() - 1;
        return last && count(before, field) == 0 && count(after.entries(), field) == 1
                ? new AddHeader(field.name(), field.rawValue())
                : new InsertHeader(index, field.name(), field.rawValue());
    }

    private static long count(HeaderEntries entries, HeaderField field) {
        return entries.indices(entry -> entry.isNamed(field.name())).count();
    }
}
