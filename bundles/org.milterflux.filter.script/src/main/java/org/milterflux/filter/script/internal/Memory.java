package org.milterflux.filter.script.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What a script remembers of earlier mail. In memory, bounded, gone with the process. For many threads. */
public final class Memory {

    /** Some 20 MB of texts of usual length. */
    public static final int MOST = 100_000;

    private final LongSupplier nanoTime;

    /** What was touched longest ago comes first. */
    private final Map<String, Trace> traces = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
            return size() > MOST || eldest.getValue().isOver(nanoTime.getAsLong());
        }
    };

    private record Trace(long since, long until, long count) {
        boolean isOver(long now) {
            return now - until >= 0;
        }
    }

    /** Remembers nothing yet. */
    public Memory() {
        this(System::nanoTime);
    }

    Memory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long the text has been remembered without a gap of the given time. */
    public synchronized Duration remember(String text, Duration unseen) {
        long now = nanoTime.getAsLong();
        Trace before = traces.get("seen " + text);
        long since = before == null || before.isOver(now) ? now : before.since();
        traces.put("seen " + text, new Trace(since, now + unseen.toNanos(), 0));
        return Duration.ofNanos(now - since);
    }

    /** How often the text was counted since a stretch of the given time began. */
    public synchronized long count(String text, Duration stretch) {
        long now = nanoTime.getAsLong();
        Trace before = traces.get("count " + text);
        Trace trace = before == null || before.isOver(now)
                ? new Trace(now, now + stretch.toNanos(), 1)
                : new Trace(before.since(), before.until(), before.count() + 1);
        traces.put("count " + text, trace);
        return trace.count();
    }
}
