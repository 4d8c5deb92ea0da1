package org.milterflux.itests.deployment;

import java.util.Random;

/** How an MTA uses its milter connections. */
enum Habit {
    /** One message after the other, on one connection for ever. */
    BUSY(1_000_000, 0, 5, 20),
    /** Messages that stay open for a while between their recipient and their content. */
    LONG(1_000_000, 120, 5, 20),
    /** A connection that is mostly idle between messages. */
    IDLE(1_000_000, 0, 500, 3_000),
    /** A new connection every few messages. */
    FLEETING(5, 20, 5, 30);

    private static final int LONGEST_MILLIS = 1_000;
    private static final int LONGEST_EVERY = 200;

    private final int messages;
    private final int openMillis;
    private final int leastPause;
    private final int mostPause;

    Habit(int messages, int openMillis, int leastPause, int mostPause) {
        this.messages = messages;
        this.openMillis = openMillis;
        this.leastPause = leastPause;
        this.mostPause = mostPause;
    }

    /** Messages on one connection. */
    int messages() {
        return messages;
    }

    /** How long a message stays open before its content comes. */
    int open(Random random) {
        if (openMillis == 0) {
            return 0;
        }
        boolean longest = this == LONG && random.nextInt(LONGEST_EVERY) == 0;
        return longest ? LONGEST_MILLIS : random.nextInt(openMillis);
    }

    /** How long the connection rests between two messages. */
    int pause(Random random) {
        return leastPause + random.nextInt(mostPause - leastPause);
    }
}
