package org.milterflux.engine.internal;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.milterflux.engine.EngineConnection;
import org.milterflux.engine.EngineConnector;
import org.milterflux.protocol.SocketSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/**
 * Connects over TCP and Unix sockets, on event loops of its own, which end with the bundle.
 *
 * <p>Epoll where its native code is there, else NIO; the two want different classes of address for a Unix socket. Host names are
 * asked of the system, which may block and is therefore done aside: Netty's own resolver would know nothing of
 * {@code /etc/nsswitch.conf}.
 */
@Component
public final class NettyConnector implements EngineConnector {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final boolean epoll;
    private final LoopResources loops =
            LoopResources.create("engine", Runtime.getRuntime().availableProcessors(), true);

    /** With epoll where the machine has it. */
    @Activate
    public NettyConnector() {
        this(Epoll.isAvailable());
    }

    NettyConnector(boolean epoll) {
        this.epoll = epoll;
    }

    /** Ends the threads; connections that are still open are cut off. */
    @Deactivate
    void stop() {
        loops.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN.multipliedBy(2));
    }

    @Override
    public Mono<EngineConnection> connect(SocketSpec engine, String name, Duration timeout, int mostReceived) {
        return Mono.fromCallable(() -> address(engine))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(address -> connect(address, name, timeout, mostReceived))
                .timeout(timeout)
                .onErrorMap(e -> new IOException("cannot connect to " + name + ": " + why(e, timeout), e));
    }

    private SocketAddress address(SocketSpec engine) throws IOException {
        return epoll && engine instanceof SocketSpec.Unix unix
                ? new DomainSocketAddress(unix.path().toString())
                : engine.resolve();
    }

    private Mono<EngineConnection> connect(SocketAddress address, String name, Duration timeout, int mostReceived) {
        return TcpClient.newConnection()
                .runOn(loops, epoll)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .remoteAddress(() -> address)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                // A failed write must not close the connection before the answer was read: engines stop to read when
                // they refuse.
                .option(ChannelOption.AUTO_CLOSE, false)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addFirst(new EngineLink(channel, name, mostReceived)))
                .connect()
                .map(connection -> connection.channel().pipeline().get(EngineLink.class));
    }

    /** Netty says nothing of a Unix socket that is not there, and a time-out talks of operators. */
    private static String why(Throwable cause, Duration timeout) {
        if (cause instanceof FileNotFoundException) {
            return "there is no such socket";
        }
        return cause instanceof TimeoutException
                ? "not within " + timeout.toMillis() + " ms"
                : String.valueOf(cause.getMessage());
    }
}
