package org.milterflux.benchmarks.load;

import java.util.concurrent.TimeUnit;

/** As many messages as the milters answer: whoever has ended one begins the next. */
final class ClosedLoad implements Load {

    /** Connections that are made before replies are read: few enough for any backlog of a listener. */
    private static final int AT_ONCE = 64;

    private final Plan plan;
    private final Options options;
    private final long end;
    private long begun;
    private int open;

    ClosedLoad(Plan plan, Options options) {
        this.plan = plan;
        this.options = options;
        end = System.nanoTime() + (long) (options.seconds() * TimeUnit.SECONDS.toNanos(1));
    }

    private boolean isOver() {
        return begun >= options.total()
                || System.nanoTime() - end >= 0
                || plan.tally().deviations() >= ENOUGH;
    }

    @Override
    public void push() {
        for (int i = 0; i < AT_ONCE && open < options.connections() && !isOver(); i++) {
            Session session = new Session(plan, this);
            open++;
            begun++;
            session.begin(System.nanoTime());
            session.open();
        }
    }

    @Override
    public void ready(Session session) {
        if (session.sent() >= options.messages() || isOver()) {
            session.quit();
        } else {
            begun++;
            session.begin(System.nanoTime());
        }
    }

    @Override
    public void delivered(long nanos) {
        plan.tally().message(nanos);
    }

    @Override
    public void ended(Session session) {
        open--;
    }

    @Override
    public boolean isDone() {
        return open == 0 && isOver();
    }
}
