package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stops asking a filter that keeps failing, and tries it again after a while.
 *
 * <p>Closed it counts; open it admits nobody; half open it admits one trial, whose success closes it and whose failure opens
 * it for twice as long. A trial nobody reports on, because the client went away, is over after as long as the breaker was
 * open. Safe from any thread.
 */
public final class Breaker {

    private static final Duration LONGEST_COOLDOWN = Duration.ofMinutes(5);

    private final LongSupplier clock;
    private final Consumer<State> onChange;
    private Settings settings;
    private RecentOutcomes outcomes;
    private State state = State.CLOSED;
    private Duration cooldown;
    private long since;

    /** Whether it admits. */
    public enum State {
        /** Everybody. */
        CLOSED,
        /** Nobody. */
        OPEN,
        /** One trial at a time. */
        HALF_OPEN
    }

    /**
     * When it opens and for how long.
     *
     * @param failures that open it, when they are at least half of all calls
     * @param window the time in which they happen
     * @param cooldown how long it is open at first; doubled by every trial that fails, up to five minutes
     */
    public record Settings(int failures, Duration window, Duration cooldown) {}

    /**
     * A closed one.
     *
     * @param nanoClock such as {@code System::nanoTime}
     * @param onChange told each new state, in order; it must be brief
     */
    public Breaker(Settings settings, LongSupplier nanoClock, Consumer<State> onChange) {
        this.settings = settings;
        this.clock = nanoClock;
        this.onChange = onChange;
        cooldown = settings.cooldown();
        outcomes = new RecentOutcomes(settings.window(), clock.getAsLong());
    }

    /** Takes other settings; the state stays, the counting begins anew. */
    public synchronized void settings(Settings next) {
        if (!next.equals(settings)) {
            settings = next;
            cooldown = next.cooldown();
            outcomes = new RecentOutcomes(next.window(), clock.getAsLong());
        }
    }

    /** Where it stands. */
    public synchronized State state() {
        return state;
    }

    /** Whether the filter may be asked now. A yes wants {@link #succeeded} or {@link #failed} afterwards. */
    public synchronized boolean admits() {
        if (state == State.CLOSED) {
            return true;
        }
        long now = clock.getAsLong();
        if (now - since < cooldown.toNanos()) {
            return false;
        }
        since = now;
        become(State.HALF_OPEN);
        return true;
    }

    /** The filter did its part. */
    public synchronized void succeeded() {
        switch (state) {
            case CLOSED -> outcomes.success(clock.getAsLong());
            case HALF_OPEN -> close();
            case OPEN -> {} // asked before it opened: too late to count
        }
    }

    /** The filter failed. */
    public synchronized void failed() {
        switch (state) {
            case CLOSED -> countFailure(clock.getAsLong());
            case HALF_OPEN -> {
                Duration twice = cooldown.multipliedBy(2);
                open(twice.compareTo(LONGEST_COOLDOWN) < 0 ? twice : LONGEST_COOLDOWN);
            }
            case OPEN -> {} // asked before it opened: too late to count
        }
    }

    private void countFailure(long now) {
        outcomes.failure(now);
        int failures = outcomes.failures(now);
        if (failures >= settings.failures() && failures >= outcomes.successes(now)) {
            open(settings.cooldown());
        }
    }

    private void open(Duration time) {
        cooldown = time;
        since = clock.getAsLong();
        become(State.OPEN);
    }

    private void close() {
        outcomes = new RecentOutcomes(settings.window(), clock.getAsLong());
        become(State.CLOSED);
    }

    private void become(State next) {
        if (state != next) {
            state = next;
            onChange.accept(next);
        }
    }
}
