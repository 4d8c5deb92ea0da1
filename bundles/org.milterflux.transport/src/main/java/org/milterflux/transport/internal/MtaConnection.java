package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PieceMemory;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import reactor.core.publisher.Sinks;

/**
 * One MTA at the other end of one channel, from accepting to closing.
 *
 * <p>The handler is cancelled at once when the peer goes away. Whatever it throws, signalled or not, closes this connection and
 * no other. Passes no event on to the rest of the pipeline. All methods are for the channel's event loop, unless they say
 * otherwise.
 */
final class MtaConnection extends ChannelDuplexHandler implements ReplyWriter.Outcome, Consumer<Command> {

    /** For the last replies to leave, once it is clear that the connection ends. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Length and letter, which Sendmail writes apart from the data. */
    private static final int HEAD = 5;
    /** So often at most it is heard in a row before the loop looks for other work. */
    private static final int MOST_TURNS = 16;

    private final Channel channel;
    private final EventLoop loop;
    private final ConnectionHandler handler;
    private final Peer peer;

    private final Inflow<Command> commands;
    private final Solo solo;
    private final ReplyWriter replies;
    private final Sinks.Empty<Void> drain = Sinks.unsafe().empty();
    private final Patience patience;
    private final Ending ending;
    private @Nullable Future<?> grace;
    private @Nullable Future<?> draining;

    private boolean reading;
    private int packets;
    private boolean heard;
    private boolean quit;

    MtaConnection(Channel channel, Peer peer, ConnectionHandler handler, Limits limits, PieceMemory memory) {
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.peer = peer;
        this.handler = handler;
        ending = new Ending(peer);
        commands =
                new Inflow<>(channel, PacketDecoder.commands(limits.packetBytes(), memory), limits.queuedBytes(), this);
        solo = new Solo(channel);
        replies = new ReplyWriter(channel, solo, this);
        patience = new Patience(loop, limits, this::giveUp);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience.connected();
        solo.join();
        channel.config().setAutoRead(true);
        guarded(() ->
                handler.handle(peer, commands.packets(), drain.asMono(), loop).subscribe(replies));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        reading = true;
        try {
            hear(in.nioBuffer());
        } catch (IOException e) {
            exceptionCaught(context, e);
        } finally {
            solo.endTurn();
            reading = false;
            in.release();
        }
    }

    private void hear(ByteBuffer first) throws IOException {
        ByteBuffer in = first;
        for (int turn = 1; in != null && !ending.hasCome(); turn++) {
            solo.beginTurn();
            read(in);
            in = turn < MOST_TURNS && !commands.isPaused() ? solo.read(commands.isMidPacket()) : null;
        }
    }

    private void read(ByteBuffer in) {
        heard = true;
        patience.active();
        boolean midPacket = commands.isMidPacket();
        int before = packets;
        int size = in.remaining();
        try {
            commands.read(in);
        } catch (ProtocolException e) {
            refuse(e);
        } catch (Throwable e) {
            failed(e);
        }
        if (!ending.hasCome()) {
            watch(size, !midPacket || packets != before);
        }
    }

    private void watch(int size, boolean anotherPacket) {
        if (!commands.isMidPacket() || commands.isPaused()) {
            patience.noPacket();
        } else {
            patience.packetUnderWay(anotherPacket);
            acknowledgeHead(size);
        }
    }

    /** A command arrived; the handler is given it next. */
    @Override
    public void accept(Command command) {
        packets++;
        if (command instanceof OptionNegotiation) {
            patience.negotiated();
        } else if (command instanceof Quit) {
            quit = true;
        }
    }

    /**
     * Sendmail writes head and data of a packet separately, and its kernel holds the data back until the head is acknowledged,
     * which ours delays by 40 ms. Setting the option, which does not last, acknowledges at once.
     */
    private void acknowledgeHead(int size) {
        if (size > HEAD) {
            return;
        }
        if (channel instanceof IoUringSocketChannel) {
            channel.config().setOption(IoUringChannelOption.TCP_QUICKACK, true);
        } else if (channel instanceof EpollSocketChannel) {
            channel.config().setOption(EpollChannelOption.TCP_QUICKACK, true);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        replies.writabilityChanged();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!reading) { // else it is noted already
            patience.active();
        }
        context.flush();
    }

    /** What the handler owes by now it may still answer. */
    private void refuse(ProtocolException cause) {
        if (ending.refused(String.valueOf(cause.getMessage()))) {
            beginGrace();
            guarded(() -> commands.fail(cause));
        }
    }

    private void beginGrace() {
        if (channel.isOpen()) {
            stop(grace);
            grace = loop.schedule(() -> close(), GRACE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** A timer under way keeps the connection in memory. */
    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void giveUp(String reason) {
        if (ending.refused(reason)) {
            close();
        }
    }

    /** From any thread: asks the handler to finish, and closes the connection when it has not within the time. */
    void drain(Duration within) {
        loop.execute(() -> {
            if (draining == null && channel.isOpen()) {
                draining = loop.schedule(
                        () -> giveUp("not finished " + within.toSeconds() + " s after it was asked to"),
                        within.toNanos(),
                        TimeUnit.NANOSECONDS);
                guarded(drain::tryEmitEmpty);
            }
        });
    }

    /** From any thread. */
    @Override
    public void finished() {
        ending.finished();
        if (loop.inEventLoop()) {
            closeOnceWritten();
        } else {
            loop.execute(this::closeOnceWritten);
        }
    }

    /** Mostly all is written by then, and what is not read again need not be cancelled. */
    private void closeOnceWritten() {
        ChannelOutboundBuffer leaving = channel.unsafe().outboundBuffer();
        if (leaving == null || leaving.isEmpty()) {
            close();
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            beginGrace();
        }
    }

    /** From any thread. */
    @Override
    public void failed(Throwable cause) {
        ending.failed(cause);
        finished();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            leave("connection lost (" + cause.getMessage() + ")");
            close();
        } else {
            failed(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave(quit ? "quit" : "closed without QUIT");
        patience.cancel();
        solo.leave();
        stop(grace);
        stop(draining);
        guarded(commands::complete);
        guarded(replies::cancel);
    }

    private void leave(String how) {
        if (commands.isMidPacket()) {
            ending.refused(how + " in the middle of a packet");
        } else {
            ending.left(how, quit || !heard);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what follows is told by channelInactive
    private void close() {
        channel.close();
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        }
    }
}
