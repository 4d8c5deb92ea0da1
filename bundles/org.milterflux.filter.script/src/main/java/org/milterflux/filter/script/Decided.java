package org.milterflux.filter.script;

import org.milterflux.api.Verdict;

/** Ends a block at its verdict. An error, so that no {@code catch (Exception e)} of a script holds it up. */
public final class Decided extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    Decided(Verdict verdict) {
        super(verdict.toString(), null, false, false);
        this.verdict = verdict;
    }

    /** The word it ended with. */
    public Verdict verdict() {
        return verdict;
    }
}
