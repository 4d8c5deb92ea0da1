package org.milterflux.core.management;

import java.util.List;

/**
 * One filter's part in one message.
 *
 * @param filter its id
 * @param version its bundle's version; empty when no such filter was there
 * @param rank its place; higher comes first
 * @param word what it came to: {@code idle} when it was not asked, {@code failed}, {@code edits}, or its last verdict
 * @param reason why it was idle, why it failed, or the reply it gave; empty where there is nothing to say
 * @param edits what it asked to change, in its order, one line each; of bodies only the size
 * @param calls when it was asked, in order; header fields and pieces of the body are told as one
 */
public record FilterRecord(
        String filter, String version, int rank, String word, String reason, List<String> edits, List<Call> calls) {

    public FilterRecord {
        edits = List.copyOf(edits);
        calls = List.copyOf(calls);
    }

    /**
     * One question to the filter.
     *
     * @param stage connect, helo, sender, recipient, data, content, message
     * @param answer its verdict, {@code edits} or {@code failed}
     * @param micros how long it took, waiting for its turn included
     */
    public record Call(String stage, String answer, long micros) {}

    /** Microseconds that the filter took in all. */
    public long micros() {
        return calls.stream().mapToLong(Call::micros).sum();
    }
}
