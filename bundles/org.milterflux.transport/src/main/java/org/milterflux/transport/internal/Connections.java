package org.milterflux.transport.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open connections of one bound socket. Safe from any thread. */
final class Connections {

    private final Set<MtaConnection> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile @Nullable Duration drain;

    int count() {
        return open.size();
    }

    void add(MtaConnection connection) {
        open.add(connection);
        Duration within = drain;
        if (within != null) {
            connection.drain(within);
        }
    }

    void remove(MtaConnection connection) {
        open.remove(connection);
        settle();
    }

    /** Asks all to finish; completes when the last has closed, a moment after the given time at the latest. */
    CompletableFuture<Void> drain(Duration within) {
        drain = within;
        open.forEach(connection -> connection.drain(within));
        settle();
        return drained;
    }

    private void settle() {
        if (drain != null && open.isEmpty()) {
            drained.complete(null);
        }
    }
}
