package org.milterflux.api;

import java.util.List;

/**
 * The decision to let a message pass with edits.
 *
 * @param edits at least one, in the order in which they are made
 */
public record Edited(List<Edit> edits) implements Decision {
    public Edited {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("no edits: use Verdict.pass()");
        }
    }
}
