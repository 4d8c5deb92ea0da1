package org.milterflux.engine.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.milterflux.engine.EngineConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.FutureMono;

/**
 * One engine at the other end of one channel. What it sends is kept until somebody asks for it: answers are short, and one that is
 * not is cut off.
 */
final class EngineLink extends ChannelInboundHandlerAdapter implements EngineConnection {

    private final Channel channel;
    private final String engine;
    private final int mostReceived;
    private final Sinks.Many<ByteBuffer> received =
            Sinks.unsafe().many().unicast().onBackpressureBuffer();
    private int receivedBytes;

    EngineLink(Channel channel, String engine, int mostReceived) {
        this.channel = channel;
        this.engine = engine;
        this.mostReceived = mostReceived;
    }

    @Override
    public String engine() {
        return engine;
    }

    /** A copy is sent: whoever gives up waiting may use the bytes for something else. */
    @Override
    public Mono<Void> send(ByteBuffer bytes) {
        return FutureMono.deferFuture(() -> channel.writeAndFlush(Unpooled.copiedBuffer(bytes)))
                .onErrorMap(e -> new IOException(engine + " takes no more: " + e.getMessage(), e));
    }

    @Override
    public Mono<Void> end() {
        return FutureMono.deferFuture(((DuplexChannel) channel)::shutdownOutput)
                .onErrorMap(e -> new IOException(engine + " has closed the connection", e));
    }

    @Override
    public Flux<ByteBuffer> received() {
        return received.asFlux();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the subscriber is told when it is done
    public void close() {
        channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        // Only now: reactor-netty, which waits for its own reader, turned it off.
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        byte[] bytes;
        try {
            bytes = ByteBufUtil.getBytes(in);
        } finally {
            in.release();
        }
        receivedBytes += bytes.length;
        if (receivedBytes > mostReceived) {
            fail(new IOException(engine + " answered with more than " + mostReceived + " bytes"));
        } else {
            received.tryEmitNext(ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(new IOException("the connection to " + engine + " broke: " + cause.getMessage(), cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        received.tryEmitComplete();
        context.fireChannelInactive();
    }

    private void fail(IOException cause) {
        received.tryEmitError(cause);
        close();
    }
}
