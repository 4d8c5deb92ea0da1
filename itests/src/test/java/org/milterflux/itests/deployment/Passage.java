package org.milterflux.itests.deployment;

import java.util.ArrayList;
import java.util.List;

/** One message on its way through the runtime, as the MTA's side sees it. */
final class Passage {

    private final long begun = System.nanoTime();
    private final List<String> stamps = new ArrayList<>();
    private long pinned;
    private long ended;
    private String verdict = "none";

    /** MAIL was answered: from here on its filters are fixed. */
    void pinned() {
        pinned = System.nanoTime();
    }

    /** A reply that is no verdict. */
    void edit(String reply) {
        stamps.add(reply);
    }

    void end(String reply) {
        verdict = reply;
        ended = System.nanoTime();
    }

    long begunAt() {
        return begun;
    }

    long pinnedAt() {
        return pinned;
    }

    long endedAt() {
        return ended;
    }

    String verdict() {
        return verdict;
    }

    List<String> edits() {
        return stamps;
    }

    @Override
    public String toString() {
        return verdict + " after " + stamps;
    }
}
