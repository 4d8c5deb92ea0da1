package org.milterflux.benchmarks.load;

/** Sessions that send one message after the other, for a time. */
interface Load extends Director, AutoCloseable {

    /** How many deviations are enough. */
    int ENOUGH = 100;

    /** Begins what is due. */
    void push();

    /** Whether the last message has ended. */
    boolean isDone();

    @Override
    default void close() {}
}
