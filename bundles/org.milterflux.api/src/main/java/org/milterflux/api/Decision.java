package org.milterflux.api;

import java.util.Arrays;
import java.util.List;

/**
 * What a filter answers to a complete message: a {@link Verdict}, or edits with which it lets the message pass.
 *
 * <p>"Reject, but add a header" cannot be said: a refused message is not edited.
 */
public sealed interface Decision permits Verdict, Edited {

    /** Lets the message pass with these edits, made in this order. */
    static Decision edit(Edit... edits) {
        return edit(Arrays.asList(edits));
    }

    /** Lets the message pass with these edits, made in this order; none is the same as {@link Verdict#pass()}. */
    static Decision edit(List<Edit> edits) {
        return edits.isEmpty() ? Verdict.pass() : new Edited(edits);
    }
}
