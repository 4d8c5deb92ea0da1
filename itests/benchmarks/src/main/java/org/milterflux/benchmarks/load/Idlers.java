package org.milterflux.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** Sessions that stand after HELO until they are released; then each sends a message, so that it is known to be alive. */
final class Idlers implements Director {

    /** Few enough for any backlog of a listener. */
    private static final int AT_ONCE = 64;

    private final Plan plan;
    private final int wanted;
    private final Deque<Session> standing = new ArrayDeque<>();
    private int begun;
    private int ended;
    private int busy;

    Idlers(Plan plan, int wanted) {
        this.plan = plan;
        this.wanted = wanted;
    }

    void open() {
        while (begun < wanted && busy < AT_ONCE) {
            begun++;
            busy++;
            new Session(plan, this).open();
        }
    }

    boolean areHeld() {
        return standing.size() + ended == wanted;
    }

    int held() {
        return standing.size();
    }

    void release() {
        while (!standing.isEmpty() && busy < AT_ONCE) {
            busy++;
            standing.remove().begin(System.nanoTime());
        }
    }

    boolean areDone() {
        return ended == wanted;
    }

    @Override
    public void ready(Session session) {
        if (session.sent() > 0) {
            session.quit();
        } else {
            busy--;
            standing.add(session);
        }
    }

    @Override
    public void delivered(long nanos) {
        plan.tally().alive();
    }

    @Override
    public void ended(Session session) {
        // One that stands idle is not busy.
        if (!standing.remove(session)) {
            busy--;
        }
        ended++;
    }
}
