package org.milterflux.protocol.spi;

import java.util.List;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;
import org.osgi.annotation.versioning.ProviderType;
import org.reactivestreams.Publisher;

/**
 * The MTA's end of one open connection to a milter.
 *
 * <p>It carries packets and knows nothing of their order: what to send when is the caller's part ({@code SMFIC_OPTNEG}
 * first). Safe to use from any thread.
 */
@ProviderType
public interface MilterConnection {

    /**
     * Sends the commands in one write: macros and their event belong together. Nothing is sent before it is subscribed
     * to; completes when the commands have left, fails with an {@link java.io.IOException} when the connection is gone.
     */
    Publisher<Void> send(List<Command> commands);

    /**
     * What the milter sends, in order. Completes when the milter closes the connection; fails with
     * {@link org.milterflux.protocol.ProtocolException} when it sends something that is no reply. For one subscriber,
     * whose demand is the back-pressure: unread replies are kept up to a bound, then the socket is not read.
     */
    Publisher<Reply> replies();

    /** Closes the connection, at once and without {@code SMFIC_QUIT}. Does nothing when it is closed. */
    void close();
}
