package org.milterflux.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** One run: holds idle connections, puts load on the milters, and lets each idle connection carry a message in the end. */
final class Run {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int READ_BUFFER = 1 << 18;

    private final Options options;
    private final IntConsumer held;
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BUFFER);

    /** @param held called when the idle connections stand, with their number */
    Run(Options options, IntConsumer held) {
        this.options = options;
        this.held = held;
    }

    Tally go() throws IOException {
        try (Selector selector = Selector.open()) {
            Plan plan = new Plan(options, selector);
            Idlers idlers = new Idlers(plan, options.idle());
            if (options.idle() > 0) {
                turn(plan, idlers::areHeld, idlers::open);
                plan.tally().held(idlers.held());
                held.accept(idlers.held());
            }
            if (options.connections() > 0) {
                load(plan);
            }
            turn(plan, idlers::areDone, idlers::release);
            turn(plan, () -> plan.sessions().isEmpty(), () -> {});
            return plan.tally();
        }
    }

    private void load(Plan plan) throws IOException {
        long start = System.nanoTime();
        try (Load load = options.rate() > 0 ? new OpenLoad(plan, options) : new ClosedLoad(plan, options)) {
            turn(plan, load::isDone, load::push);
        }
        plan.tally().lasted((System.nanoTime() - start) / (double) SECOND);
    }

    private void turn(Plan plan, BooleanSupplier done, Runnable push) throws IOException {
        long checked = System.nanoTime();
        push.run();
        while (!done.getAsBoolean()) {
            plan.selector().select(this::serve, TimeUnit.NANOSECONDS.toMillis(SECOND));
            push.run();
            long now = System.nanoTime();
            if (now - checked > SECOND) {
                checked = now;
                List.copyOf(plan.sessions()).forEach(session -> session.check(now));
            }
        }
    }

    private void serve(SelectionKey key) {
        Lane lane = (Lane) key.attachment();
        if (key.isValid() && key.isWritable()) {
            lane.session().write(lane);
        }
        if (key.isValid() && key.isReadable()) {
            lane.session().read(lane, buffer);
        }
    }
}
