package org.milterflux.transport.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import reactor.netty.resources.LoopResources;

/** The two kinds of event loop, to run a test on both. */
enum Kind {
    /** On io_uring; in the second run of the tests, which has no native code for it, on epoll. */
    DIRECT,
    NIO;

    /** Fresh event loops; skips the test where the machine has neither io_uring nor epoll. */
    Network network() {
        assumeTrue(this == NIO || LoopResources.hasNativeSupport(), "neither io_uring nor epoll here");
        return new Network(this == DIRECT);
    }
}
