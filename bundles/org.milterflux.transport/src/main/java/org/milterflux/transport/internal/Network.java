package org.milterflux.transport.internal;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.milterflux.protocol.PieceMemory;
import org.milterflux.protocol.SocketSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * What all connections of this bundle share: the event loops, which are our own and end with the bundle, the
 * memory that bodies are read into, the numbering, and the end of them all.
 *
 * <p>The kernel's own interfaces where they can be used, else NIO: io_uring, which takes the events of many connections for one
 * call, before epoll. NIO wants another class of address for a Unix socket and each refuses the other's, so both are chosen here.
 */
@Component(service = Network.class)
public final class Network {

    private static final String NAME = "milter";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    static {
        // It takes a stack trace of one buffer in a hundred, for buffers that here live as long as one call.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final boolean direct;
    private final LoopResources loops;
    private final Reads<?> reads;
    private final PieceMemory memory = new PieceMemory();
    private final AtomicLong connections = new AtomicLong();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** With io_uring or epoll where the machine has them. */
    @Activate
    public Network() {
        this(IoUring.isAvailable() || Epoll.isAvailable());
    }

    Network(boolean direct) {
        this.direct = direct;
        boolean shared = direct && SharedBuffers.areSupported();
        IoHandlerFactory handlers = shared ? SharedBuffers.loops() : loops(direct);
        loops = new EventLoops(NAME, Runtime.getRuntime().availableProcessors(), handlers);
        reads = shared ? SharedBuffers.reads() : Reads.intoTheirOwn();
    }

    private static IoHandlerFactory loops(boolean direct) {
        if (!direct) {
            return NioIoHandler.newFactory();
        }
        return IoUring.isAvailable() ? IoUringIoHandler.newFactory() : EpollIoHandler.newFactory();
    }

    /** A server on these loops that listens there. */
    TcpServer server(SocketAddress address) {
        TcpServer server = reads.on(TcpServer.create()).runOn(loops, direct).bindAddress(() -> address);
        return direct ? Loopback.tuned(server, address) : server;
    }

    /** A client on these loops that connects to there. */
    TcpClient client(SocketAddress address) {
        TcpClient client =
                reads.on(TcpClient.newConnection()).runOn(loops, direct).remoteAddress(() -> address);
        return direct ? Loopback.tuned(client, address) : client;
    }

    /** The address as this kind of event loop wants it; may ask the DNS. */
    SocketAddress address(SocketSpec socket) throws IOException {
        return direct && socket instanceof SocketSpec.Unix unix
                ? new DomainSocketAddress(unix.path().toString())
                : socket.resolve();
    }

    /** What pieces of bodies are read into. */
    PieceMemory memory() {
        return memory;
    }

    /** A short name for a connection, unique while the process runs. */
    String nextId() {
        return "c" + connections.incrementAndGet();
    }

    void remember(Listener listener) {
        listeners.add(listener);
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Has every listener stop to accept now: those that end one after the other must not wait for each other to do that. */
    void stopAccepting() {
        listeners.forEach(Listener::stop);
    }

    /** Ends the threads. Every connection should be closed by now; those that are not are cut off. */
    @Deactivate
    void stop() {
        loops.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN.multipliedBy(2));
    }
}
