package org.milterflux.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.milterflux.protocol.SocketSpec;
import reactor.netty.DisposableServer;

/** A socket that accepts connections, and the connections it accepted, which may outlive it. */
final class BoundSocket {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final SocketSpec socket;
    private final DisposableServer server;
    private final Optional<SocketFile> file;
    private final Connections connections;

    /** Starts to accept at an address. */
    private interface Binder {
        DisposableServer bind(SocketAddress address);
    }

    private BoundSocket(
            SocketSpec socket, DisposableServer server, Optional<SocketFile> file, Connections connections) {
        this.socket = socket;
        this.server = server;
        this.file = file;
        this.connections = connections;
    }

    /** Starts to accept. May block for a moment, so not for event loops. */
    static BoundSocket bind(Network network, SocketSpec socket, UnixAccess access, Admission admission)
            throws ListenException {
        Connections connections = new Connections();
        Binder binder = address -> network.server(address)
                .doOnChannelInit((observer, channel, remote) -> admission.admit(channel, connections))
                .bindNow();
        try {
            if (socket instanceof SocketSpec.Unix unix) {
                return bindUnix(network, binder, unix, access, connections);
            }
            DisposableServer bound = binder.bind(network.address(socket));
            return new BoundSocket(withPort(socket, bound.address()), bound, Optional.empty(), connections);
        } catch (IOException | RuntimeException e) {
            throw BindTrouble.explain(socket, e);
        }
    }

    private static BoundSocket bindUnix(
            Network network, Binder binder, SocketSpec.Unix socket, UnixAccess access, Connections connections)
            throws IOException, ListenException {
        AtomicReference<DisposableServer> bound = new AtomicReference<>();
        try {
            SocketFile file = SocketFile.create(
                    socket.path(), access, path -> bound.set(binder.bind(network.address(new SocketSpec.Unix(path)))));
            return new BoundSocket(socket, Objects.requireNonNull(bound.get()), Optional.of(file), connections);
        } catch (IOException | ListenException | RuntimeException e) {
            Optional.ofNullable(bound.get()).ifPresent(useless -> useless.disposeNow(CLOSE_WITHIN));
            throw e;
        }
    }

    private static SocketSpec withPort(SocketSpec socket, SocketAddress bound) {
        return socket instanceof SocketSpec.Inet inet && bound instanceof InetSocketAddress address
                ? new SocketSpec.Inet(inet.host(), address.getPort(), inet.ipv6())
                : socket;
    }

    /** What is really bound. */
    SocketSpec socket() {
        return socket;
    }

    /** Whether the other socket can be bound only when this one is closed: the same port, at another address. */
    boolean isInTheWayOf(SocketSpec other) {
        return socket instanceof SocketSpec.Inet mine
                && other instanceof SocketSpec.Inet wanted
                && mine.port() == wanted.port();
    }

    /** How many connections are open. */
    int connections() {
        return connections.count();
    }

    /** Changes who may connect from now on, when it is a Unix socket. */
    void grant(UnixAccess access) throws ListenException {
        if (file.isPresent()) {
            try {
                file.get().grant(access);
            } catch (IOException e) {
                throw BindTrouble.explain(socket, e);
            }
        }
    }

    /** Stops accepting, at once; when this returns, another can bind the socket. */
    void close() {
        server.disposeNow(CLOSE_WITHIN);
        file.ifPresent(SocketFile::remove);
    }

    /** Asks the connections to finish; completes when the last has closed, a moment after the given time at the latest. */
    CompletableFuture<Void> drain(Duration within) {
        return connections.drain(within);
    }
}
