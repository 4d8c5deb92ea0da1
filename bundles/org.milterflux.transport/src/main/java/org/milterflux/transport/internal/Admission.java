package org.milterflux.transport.internal;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Supplier;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * Decides what becomes of a new channel of one listener: served, turned away with a polite answer, or closed unread.
 *
 * <p>The limits are read anew for each, so a change of configuration needs no new socket.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final ConnectionHandler TURN_AWAY = new TurnAway();

    private final Network network;
    private final String listener;
    private final ConnectionHandler handler;
    private final Supplier<Limits> limits;
    private final Throttle warnings = new Throttle(Duration.ofSeconds(10));

    Admission(Network network, String listener, ConnectionHandler handler, Supplier<Limits> limits) {
        this.network = network;
        this.listener = listener;
        this.handler = handler;
        this.limits = limits;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told that a close failed
    void admit(Channel channel, Connections connections) {
        Limits granted = limits.get();
        int open = connections.count();
        if (open < granted.connections()) {
            serve(channel, connections, handler, granted);
        } else if (open / 2 < granted.connections()) {
            warn(granted, "turned away with 421");
            serve(channel, connections, TURN_AWAY, granted.turnedAway());
        } else {
            warn(granted, "closed at once");
            channel.close();
        }
    }

    private void serve(Channel channel, Connections connections, ConnectionHandler answering, Limits granted) {
        Peer peer = new Peer(network.nextId(), listener, PeerName.of(channel));
        MtaConnection connection = new MtaConnection(channel, peer, answering, granted, network.memory());
        connections.add(connection);
        channel.closeFuture().addListener(closed -> connections.remove(connection));
        channel.pipeline().replace(NettyPipeline.ReactiveBridge, "milter", connection); // we read the channel ourselves
    }

    private void warn(Limits granted, String fate) {
        warnings.pass(System.nanoTime())
                .ifPresent(held -> LOG.warn(
                        "listener {}: more than maxConnections = {}, a connection was {} ({} more since the last such line)",
                        listener,
                        granted.connections(),
                        fate,
                        held));
    }
}
