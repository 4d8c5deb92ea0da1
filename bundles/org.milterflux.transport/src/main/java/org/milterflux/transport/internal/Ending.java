package org.milterflux.transport.internal;

import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.spi.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The end of one connection, which comes once and for one reason: the first.
 *
 * <p>At most one line tells of it. What follows from the first reason, such as the end of the stream after a refusal, is not
 * news. Only a failure of our own is always logged. Safe from any thread.
 */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(MtaConnection.class);

    private final Peer peer;
    private volatile boolean come;

    Ending(Peer peer) {
        this.peer = peer;
    }

    boolean hasCome() {
        return come;
    }

    /** Everything was said. */
    void finished() {
        come = true;
    }

    private synchronized boolean isFirst() {
        boolean first = !come;
        come = true;
        return first;
    }

    /** The peer went beyond what it may; false when the connection had ended before. */
    boolean refused(String reason) {
        boolean first = isFirst();
        if (first) {
            LOG.warn("{} {} on {}: {}; connection closed", peer.id(), peer.remote(), peer.listener(), reason);
        }
        return first;
    }

    /** The handler failed; a protocol error is the peer's fault and not the handler's. */
    void failed(Throwable cause) {
        if (cause instanceof ProtocolException) {
            refused(String.valueOf(cause.getMessage()));
        } else {
            come = true;
            LOG.error(
                    "{} {} on {}: the connection handler failed; connection closed",
                    peer.id(),
                    peer.remote(),
                    peer.listener(),
                    cause);
        }
    }

    /**
     * The peer went away.
     *
     * @param ordinary whether that is nothing to note: after QUIT, or a port probe that never said a word
     */
    void left(String how, boolean ordinary) {
        if (isFirst()) {
            LOG.atLevel(ordinary ? Level.DEBUG : Level.INFO)
                    .log("{} {} on {}: {}", peer.id(), peer.remote(), peer.listener(), how);
        }
    }
}
