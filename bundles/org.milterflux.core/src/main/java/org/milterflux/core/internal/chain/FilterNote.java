package org.milterflux.core.internal.chain;

/**
 * What one filter did with a message, for the log.
 *
 * @param filter its id
 * @param what its verdict, its edits or its failure, in a word
 */
public record FilterNote(String filter, String what) {

    @Override
    public String toString() {
        return filter + ":" + what;
    }
}
