package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.List;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.MilterConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.channel.AbortedException;

/** One milter at the other end of one channel. */
final class MilterLink extends ChannelInboundHandlerAdapter implements MilterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MilterLink.class);

    private final Channel channel;
    private final Inflow<Reply> replies;

    MilterLink(Channel channel) {
        this.channel = channel;
        this.replies = new Inflow<>(
                channel, PacketDecoder.replies(PacketDecoder.DEFAULT_MAX_DATA), Limits.QUEUED_BYTES, reply -> {});
    }

    @Override
    public Mono<Void> send(List<Command> commands) {
        return FutureMono.deferFuture(() -> {
                    Burst burst = new Burst();
                    commands.forEach(burst::add);
                    return channel.writeAndFlush(burst.take(channel.alloc()));
                })
                .onErrorMap(AbortedException.class, e -> new IOException("the milter has closed the connection", e));
    }

    @Override
    public Flux<Reply> replies() {
        return replies.packets();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the replies complete when it is done
    public void close() {
        channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Turns.ofLoop().join();
        context.fireChannelActive();
        // Only now: reactor-netty, which waits for its own reader, turned it off.
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            replies.read(in.nioBuffer());
        } catch (ProtocolException e) {
            replies.fail(e);
            close();
        } finally {
            in.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("the reader of a milter's replies failed; connection closed", cause);
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Turns.ofLoop().leave(this);
        if (replies.isMidPacket()) {
            replies.fail(new ProtocolException("the milter closed the connection in the middle of a packet"));
        } else {
            replies.complete();
        }
        context.fireChannelInactive();
    }
}
