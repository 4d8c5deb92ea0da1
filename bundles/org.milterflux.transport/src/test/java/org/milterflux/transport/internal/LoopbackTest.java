package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;

class LoopbackTest {

    /** {@code TCP_CONGESTION}, with room for the longest name. */
    private static final ChannelOption<ByteBuffer> CONGESTION_CONTROL = new RawUnixChannelOption("it", 6, 13, 16);

    private static final Path USUAL = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

    private final Network network = Kind.DIRECT.network();

    @AfterEach
    void stop() {
        network.stop();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1"})
    void doesNotPaceWhatIsAccepted(String address) throws Exception {
        assertThat(acceptedAt(address)).isEqualTo("reno");
    }

    /** It may come from another machine. */
    @Test
    void leavesWhatIsAcceptedAnywhereAlone() throws Exception {
        assertThat(acceptedAt("0.0.0.0")).isEqualTo(Files.readString(USUAL).strip());
    }

    @Test
    void doesNotPaceWhatItConnects() throws Exception {
        try (ServerSocket milter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel =
                    network.client(milter.getLocalSocketAddress()).connectNow().channel();
            assertThat(congestionControl(channel)).isEqualTo("reno");
        }
    }

    private String acceptedAt(String address) throws Exception {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        DisposableServer server = network.server(new InetSocketAddress(address, 0))
                .doOnConnection(connection -> accepted.complete(connection.channel()))
                .bindNow();
        int port = ((InetSocketAddress) server.address()).getPort();
        try (Socket mta = new Socket(InetAddress.getByName(address), port)) {
            assertThat(mta.isConnected()).isTrue();
            return congestionControl(accepted.get(20, TimeUnit.SECONDS));
        } finally {
            server.disposeNow();
        }
    }

    private static String congestionControl(Channel channel) {
        return StandardCharsets.US_ASCII
                .decode(channel.config().getOption(CONGESTION_CONTROL).flip().limit(16))
                .toString()
                .replaceAll("\0.*", "");
    }
}
