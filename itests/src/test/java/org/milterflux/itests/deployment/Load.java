package org.milterflux.itests.deployment;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** MTAs of every habit on every listener, all at once; their reply times by phase of the test. */
final class Load implements Closeable {

    /** What the administrators do meanwhile. */
    enum Phase {
        /** What does not count: the first messages of a cold JVM, and looks at its heap. */
        ASIDE,
        STEADY,
        CHANGES
    }

    /** What the reply is to; the events between are much alike. */
    enum Asked {
        MAIL,
        END,
        OTHER;

        static Asked of(char event) {
            return event == 'M' ? MAIL : event == 'E' ? END : OTHER;
        }
    }

    private record Row(Phase phase, Asked asked) {}

    private final CountDownLatch enough = new CountDownLatch(1);
    private final List<Caller> callers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<Row, ReplyTimes> times = new ConcurrentHashMap<>();
    private final Future<?> ticks;
    private volatile Phase phase = Phase.ASIDE;

    /**
     * Starts it.
     *
     * @param each MTAs of each habit on each listener
     * @param latest a reply that takes longer counts as missing
     */
    Load(List<SocketAddress> listeners, int each, Duration latest, Judge judge, long seed) throws IOException {
        for (SocketAddress listener : listeners) {
            for (Habit habit : Habit.values()) {
                for (int i = 0; i < each; i++) {
                    String name = habit + "-" + callers.size();
                    boolean asPostfix = callers.size() % 2 == 0;
                    callers.add(new Caller(
                            name, listener, habit, asPostfix, judge, this::replied, enough, seed + callers.size()));
                }
            }
        }
        callers.forEach(threads::execute);
        ticks = clock.scheduleAtFixedRate(() -> check(latest.toNanos()), 1, 1, TimeUnit.SECONDS);
    }

    int connections() {
        return callers.size();
    }

    void phase(Phase next) {
        phase = next;
    }

    private ReplyTimes times(Row row) {
        return times.computeIfAbsent(row, first -> new ReplyTimes());
    }

    private void replied(char event, long nanos) {
        times(new Row(phase, Asked.of(event))).add(nanos);
    }

    /** The reply times, as a table. */
    String report() {
        StringBuilder table = new StringBuilder("  %-18s %9s %9s %9s %9s %9s%n"
                .formatted("reply time in ms", "replies", "p50", "p99", "p99.9", "longest"));
        for (Asked asked : Asked.values()) {
            for (Phase of : List.of(Phase.STEADY, Phase.CHANGES)) {
                table.append("  %-18s %s%n".formatted(asked + " " + of, times(new Row(of, asked))));
            }
        }
        return table.toString();
    }

    private void check(long patienceNanos) {
        for (Caller caller : callers) {
            try {
                caller.check(patienceNanos);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Lets every message that has begun come to its end. */
    void end() throws InterruptedException {
        enough.countDown();
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the MTAs do not come to an end");
        }
    }

    @Override
    public void close() {
        enough.countDown();
        ticks.cancel(true);
        threads.shutdownNow();
        clock.shutdownNow();
    }
}
