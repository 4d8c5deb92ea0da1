package org.milterflux.transport.internal;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/** Which connections an event loop has, which of them is heard, and how often it was in a row. For the thread of the loop. */
final class Turns {

    /** Turns in a row with which a connection counts as alone; of several that are busy hardly ever one comes to it. */
    static final int ALONE = 5;

    private static final FastThreadLocal<Turns> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Turns initialValue() {
            return new Turns();
        }
    };

    private int connections;
    private @Nullable Object last;
    private int inARow;
    private boolean speaking;

    /** Those of the loop whose thread this is. */
    static Turns ofLoop() {
        return OF_LOOP.get();
    }

    /** The loop has one more connection, of whatever kind. */
    void join() {
        connections++;
    }

    /** It has ended. */
    void leave(Object one) {
        connections--;
        if (one == last) {
            last = null;
        }
    }

    /** It is heard. */
    void begin(Object one) {
        inARow = one == last ? inARow + 1 : 1;
        last = one;
        speaking = true;
    }

    void end() {
        speaking = false;
    }

    /** Whether it is heard now, and none but it was the last times. */
    boolean isAlone(Object one) {
        return speaking && one == last && inARow >= ALONE;
    }

    /** Whether none but it can be heard. */
    boolean isOnly(Object one) {
        return connections == 1 && isAlone(one);
    }
}
