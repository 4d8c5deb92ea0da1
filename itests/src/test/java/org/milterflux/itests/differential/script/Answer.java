package org.milterflux.itests.differential.script;

import java.time.Duration;
import java.util.List;

/**
 * What a filter does at an event.
 *
 * @param pause how long it takes before
 * @param changes edits, in order; only at the end of the message
 * @param word its verdict
 */
public record Answer(Duration pause, List<Change> changes, Word word) {

    static final Answer CONTINUE = new Answer(Duration.ZERO, List.of(), Word.CONTINUE);

    /** Whether it ends the message for the filter while header or body come. */
    public boolean endsContent() {
        return word.isFinal(Stage.HEADER);
    }

    public Answer {
        changes = List.copyOf(changes);
    }
}
