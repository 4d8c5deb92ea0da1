package org.milterflux.core.internal.filter;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches some filters through their next messages, until they are proved or disproved. Safe from any thread. */
public final class Watch {

    private final Map<FilterInstance, AtomicInteger> messagesLeft = new ConcurrentHashMap<>();
    private final AtomicInteger unproved;
    private final AtomicInteger failuresLeft;
    private final CompletableFuture<String> outcome = new CompletableFuture<>();

    /**
     * Watches from now on.
     *
     * @param messages how many messages of each filter prove it
     * @param failures how many failures of all of them disprove it
     */
    public Watch(Set<FilterInstance> filters, int messages, int failures) {
        unproved = new AtomicInteger(filters.size());
        failuresLeft = new AtomicInteger(failures);
        filters.forEach(filter -> messagesLeft.put(filter, new AtomicInteger(messages)));
        if (filters.isEmpty() || messages == 0) {
            outcome.complete("");
            return;
        }
        filters.forEach(filter -> filter.watch(this));
    }

    /** The last failure's reason, or an empty text when all are proved. */
    public CompletionStage<String> outcome() {
        return outcome;
    }

    void messageEnded(FilterInstance filter) {
        AtomicInteger left = messagesLeft.get(filter);
        if (left != null && left.decrementAndGet() == 0 && unproved.decrementAndGet() == 0) {
            end("");
        }
    }

    void failed(FilterInstance filter, String reason) {
        if (messagesLeft.containsKey(filter) && failuresLeft.decrementAndGet() <= 0) {
            end("filter " + filter + ": " + reason);
        }
    }

    private void end(String reason) {
        messagesLeft.keySet().forEach(filter -> filter.unwatch(this));
        outcome.complete(reason);
    }
}
