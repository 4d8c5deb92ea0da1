package org.milterflux.transport.internal;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * What connections read into. It must be said before a channel is registered: io_uring looks once.
 *
 * @param option that says it
 * @param value what it says
 */
record Reads<T>(ChannelOption<T> option, T value) {

    /** A whole piece of the body with the macros before it, a little more than Netty takes by default: who reads less copies twice. */
    static final int LARGEST = 128 << 10;

    /** For each read a buffer of its own, as large as the reads before let expect. */
    static Reads<RecvByteBufAllocator> intoTheirOwn() {
        return new Reads<>(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 2048, LARGEST));
    }

    TcpServer on(TcpServer server) {
        return server.childOption(option, value);
    }

    TcpClient on(TcpClient client) {
        return client.option(option, value);
    }
}
