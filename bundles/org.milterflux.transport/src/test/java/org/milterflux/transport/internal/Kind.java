package org.milterflux.transport.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;

/** The two kinds of event loop, to run a test on both. */
enum Kind {
    EPOLL,
    NIO;

    /** Fresh event loops; skips the test where the machine has no epoll. */
    Network network() {
        assumeTrue(this == NIO || Epoll.isAvailable(), "no epoll here");
        return new Network(this == EPOLL);
    }
}
