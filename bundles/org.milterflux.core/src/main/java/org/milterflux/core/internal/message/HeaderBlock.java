package org.milterflux.core.internal.message;

import java.util.List;
import java.util.stream.Stream;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.protocol.Reply;

/**
 * The header of one message: what filters see, and the requests that bring the MTA's own list to the same state.
 *
 * <p>An edit gives a new block. It is made by the count of the MTA in front, as if the filter were the MTA's own milter:
 * the MTAs count differently, so each has its own block. {@link HeaderEdits} says what a filter's edit is in that count.
 */
public interface HeaderBlock {

    /** What the next filter is shown. */
    Headers visible();

    /** The requests so far, in the order in which the MTA must get them; their values begin after the colon. */
    List<Reply> requests();

    /** The block with one more field ({@code SMFIR_ADDHEADER}). */
    HeaderBlock add(HeaderField field);

    /**
     * The block with the field inserted ({@code SMFIR_INSHEADER}).
     *
     * @param position from 0; beyond the last place it is the end
     */
    HeaderBlock insert(int position, HeaderField field);

    /**
     * The block with the field in place of another of its name ({@code SMFIR_CHGHEADER}); an empty value deletes that one.
     * Where there is none, a value adds the field and an empty value does nothing.
     *
     * @param number among the fields of the name, from 1; 0 is taken for 1
     */
    HeaderBlock change(int number, HeaderField field);

    /** The block as the filter after this one finds it. */
    HeaderBlock nextFilter();

    /**
     * The position that inserts directly above a field; one more inserts below it.
     *
     * @throws IllegalArgumentException when the message does not have the field (any more)
     */
    int above(HeaderField handle);

    /**
     * The number by which {@link #change} reaches a field.
     *
     * @throws IllegalArgumentException when the message does not have the field (any more)
     */
    int number(HeaderField handle);

    /** The requests with one more at the end. */
    static List<Reply> append(List<Reply> requests, Reply request) {
        return Stream.concat(requests.stream(), Stream.of(request)).toList();
    }
}
