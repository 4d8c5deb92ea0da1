package org.milterflux.protocol.spi;

import java.util.concurrent.Executor;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;
import org.osgi.annotation.versioning.ProviderType;
import org.reactivestreams.Publisher;

/** Answers one MTA connection. Safe for any number of connections at once. */
@ProviderType
public interface ConnectionHandler {

    /**
     * The replies to the commands of one connection.
     *
     * <p>The transport writes the replies in order and flushes after each one whose {@link Reply#endsBurst()} is true.
     * When the returned publisher completes, or fails, the connection is closed after the last flush. When the peer
     * goes away, the transport cancels it at once. It is subscribed to exactly once.
     *
     * @param peer who is at the other end
     * @param commands decoded, in order of arrival, from negotiation on; completes at end of stream, with or without
     *     {@code SMFIC_QUIT}; fails with {@link org.milterflux.protocol.ProtocolException} at the first byte that is
     *     not milter
     * @param drain completes when the listener wants to stop: finish the message in flight, then complete; complete at
     *     once when no message is open. Never emits
     * @param loop the connection's own thread, one task after the other: commands come on it, and what was answered elsewhere
     *     should be brought back to it, or the commands that follow are answered elsewhere too. Refuses, by
     *     {@link java.util.concurrent.RejectedExecutionException}, when the transport has ended
     */
    Publisher<Reply> handle(Peer peer, Publisher<Command> commands, Publisher<Void> drain, Executor loop);
}
