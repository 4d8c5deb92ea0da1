package org.milterflux.benchmarks.load;

/** Says what sessions do next. */
interface Director {

    /** The session stands after HELO, or after a message, and can take one. */
    void ready(Session session);

    /** The session has got its message through; it is ready next. */
    void delivered(long nanos);

    /** The session has ended, well or not. */
    void ended(Session session);
}
