package org.milterflux.core.internal.message;

import java.util.List;
import java.util.stream.Stream;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.protocol.Reply;

/**
 * The header of one message: what filters see, and the requests that bring the MTA's own list to the same state.
 *
 * <p>An edit gives a new block. The MTAs count differently, so each has its own way to edit. A handle that the message
 * does not have (any more) is an {@link IllegalArgumentException}: the filter's mistake.
 */
public interface HeaderBlock {

    /** What the next filter is shown. */
    Headers visible();

    /** The requests so far, in the order in which the MTA must get them; their values begin after the colon. */
    List<Reply> requests();

    /** The block with the field added at the end. */
    HeaderBlock add(HeaderField field);

    /** The block with the field inserted at a place. */
    HeaderBlock insert(Placement place, HeaderField field);

    /** The block with the field in place of another. */
    HeaderBlock change(HeaderField handle, HeaderField field);

    /** The block without the field. */
    HeaderBlock delete(HeaderField handle);

    /** The block as the filter after this one finds it. */
    HeaderBlock nextFilter();

    /** The requests with one more at the end. */
    static List<Reply> append(List<Reply> requests, Reply request) {
        return Stream.concat(requests.stream(), Stream.of(request)).toList();
    }
}
