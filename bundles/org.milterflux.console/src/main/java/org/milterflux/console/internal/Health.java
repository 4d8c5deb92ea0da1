package org.milterflux.console.internal;

import java.util.List;

/**
 * Whether the runtime can do its work.
 *
 * @param ready whether nothing stands against it
 * @param listeners the sockets on which MTAs are answered
 * @param problems what stands against it
 */
record Health(boolean ready, List<String> listeners, List<String> problems) {

    Health {
        listeners = List.copyOf(listeners);
        problems = List.copyOf(problems);
    }

    /** Ready when there are no problems. */
    static Health of(List<String> listeners, List<String> problems) {
        return new Health(problems.isEmpty(), listeners, problems);
    }

    @Override
    public String toString() {
        return ready
                ? "ready, on " + String.join(", ", listeners) + '\n'
                : "not ready: " + String.join("\n           ", problems);
    }
}
