package org.milterflux.transport.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import reactor.netty.transport.Transport;
import reactor.netty.transport.TransportConfig;

/**
 * TCP that does not leave the machine, where nothing is lost for want of bandwidth, and nobody need hold back.
 *
 * <p>BBR, which some systems use by default, sets a timer before each piece of a body all the same: a third of the CPU that a
 * new body of 1 MB costs. Reno sends at once, and is what each Linux has and lets everybody use ({@code tcp(7)}).
 */
final class Loopback {

    private static final byte[] RENO = "reno".getBytes(US_ASCII);

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CONGESTION = 13;

    private static final ChannelOption<ByteBuffer> CONGESTION_CONTROL =
            new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, TCP_CONGESTION, RENO.length);

    private Loopback() {}

    /**
     * A server that listens there, or a client that connects to there, told so when that is on this machine; what a server accepts
     * takes after it. For io_uring and epoll only.
     */
    static <T extends Transport<T, C>, C extends TransportConfig> T tuned(T transport, SocketAddress address) {
        // Each has a buffer of its own: to set the option uses it up.
        return address instanceof InetSocketAddress inet && inet.getAddress().isLoopbackAddress()
                ? transport.option(CONGESTION_CONTROL, ByteBuffer.wrap(RENO))
                : transport;
    }
}
