package org.milterflux.transport.internal;

import io.netty.channel.ChannelOption;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.Connector;
import org.milterflux.protocol.spi.MilterConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Connects to milters over TCP and Unix sockets.
 *
 * <p>Host names are asked of the system, which may block and is therefore done aside: Netty's own resolver would open UDP
 * sockets and know nothing of {@code /etc/nsswitch.conf}.
 */
@Component
public final class MilterConnector implements Connector {

    private final Network network;

    /** Connections run on these event loops. */
    @Activate
    public MilterConnector(@Reference Network network) {
        this.network = network;
    }

    @Override
    public Mono<MilterConnection> connect(SocketSpec milter, Duration timeout) {
        return Mono.fromCallable(() -> network.address(milter))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(address -> connect(address, timeout))
                .timeout(timeout)
                .onErrorMap(e -> new IOException("cannot connect to milter " + milter + ": " + why(e, timeout), e));
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

    private Mono<MilterConnection> connect(SocketAddress address, Duration timeout) {
        return network.client(address)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new MilterLink(channel)))
                .connect()
                .map(connection -> connection.channel().pipeline().get(MilterLink.class));
    }
}
