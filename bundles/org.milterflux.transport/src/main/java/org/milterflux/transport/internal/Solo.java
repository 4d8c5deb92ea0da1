package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Talks with a connection that has its event loop to itself by {@code write(2)} and {@code read(2)}.
 *
 * <p>On io_uring what is written leaves when the loop next calls the kernel, together with what other connections write, and the
 * kernel tells what has come for all of them: cheap for many. While no other is heard, that only keeps the peer waiting; and while
 * there is no other, the loop can as well wait in the read itself. Epoll and NIO write at once anyway, and their sockets let nobody
 * wait.
 *
 * <p>Made and used on the event loop of the connection, {@link #write} excepted.
 */
final class Solo {

    /** Larger ones are rare, and may fill the socket. */
    private static final int SMALL = 4096;

    /** {@code SO_SNDTIMEO} of {@code SOL_SOCKET}: the kernel rounds it up to its own tick. */
    private static final ChannelOption<ByteBuffer> SEND_TIMEOUT = timeout("SO_SNDTIMEO", 21);

    private static final Duration SHORTEST = Duration.ofNanos(1000);

    /** {@code SO_RCVTIMEO}. A single tick, of 4 ms mostly, may be nearly over when waiting begins. */
    private static final ChannelOption<ByteBuffer> RECEIVE_TIMEOUT = timeout("SO_RCVTIMEO", 20);

    private static final Duration MOMENT = Duration.ofMillis(5);

    /** What the connections of a loop are read into. */
    private static final FastThreadLocal<ByteBuffer> ROOM = new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
            return ByteBuffer.allocateDirect(Reads.LARGEST);
        }
    };

    private final Channel channel;
    private final Turns turns = Turns.ofLoop();
    private boolean possible;
    private boolean prepared;
    private boolean answered;
    private int prompt;

    Solo(Channel channel) {
        this.channel = channel;
        possible = channel instanceof IoUringSocketChannel || channel instanceof IoUringDomainSocketChannel;
    }

    private static ChannelOption<ByteBuffer> timeout(String name, int number) {
        int socketLevel = 1;
        return new RawUnixChannelOption(name, socketLevel, number, 2 * Long.BYTES);
    }

    /** The connection is heard; what it is answered before {@link #endTurn} may be written at once. */
    void beginTurn() {
        turns.begin(this);
        answered = false;
        prompt++;
    }

    void endTurn() {
        turns.end();
    }

    /** The connection is there. */
    void join() {
        turns.join();
    }

    /** The connection has ended. */
    void leave() {
        turns.leave(this);
    }

    /** Whether all of it is written, and released; else what is left in the buffer is to be written as usual. From any thread. */
    boolean write(ByteBuf replies) {
        if (!isAlone() || replies.readableBytes() > SMALL || !isNext() || !prepare()) {
            return false;
        }
        replies.skipBytes(written(replies));
        if (replies.isReadable()) {
            possible = false; // the peer does not read, and has had its one wait, or has gone
            return false;
        }
        replies.release();
        answered = true;
        return true;
    }

    private boolean isAlone() {
        return possible && channel.eventLoop().inEventLoop() && turns.isAlone(this);
    }

    /** Whether nothing written before is still on its way, and the socket open. */
    private boolean isNext() {
        ChannelOutboundBuffer leaving = channel.unsafe().outboundBuffer();
        return leaving != null && leaving.totalPendingWriteBytes() == 0;
    }

    /** Bytes that went out. Why they did not is told by the usual way, which then fails as well. */
    private int written(ByteBuf replies) {
        try {
            return socket().writeAddress(replies.memoryAddress(), replies.readerIndex(), replies.writerIndex());
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * What the peer says next, good until the next call. For when Netty does not read: in the turn, before it ends.
     *
     * <p>The loop waits, for some milliseconds at most, when it has no other connection, and this one was answered or is in the
     * middle of a packet. Who was waited for in vain must be heard some times before it is waited for again.
     *
     * @return null when it is to be read as usual: nothing came, or the end, or others may wait
     * @throws IOException the connection is lost
     */
    @Nullable
    ByteBuffer read(boolean midPacket) throws IOException {
        if (!(answered || midPacket) || prompt < Turns.ALONE || !mayWait()) {
            return null;
        }
        ByteBuffer in = ROOM.get();
        int bytes = socket().read(in, 0, in.capacity());
        if (bytes <= 0) {
            prompt = 0;
            return null;
        }
        return in.clear().limit(bytes);
    }

    private boolean mayWait() {
        return possible && turns.isOnly(this) && isNext() && prepare();
    }

    private FileDescriptor socket() {
        return ((UnixChannel) channel).fd();
    }

    /** Netty lets the socket block, which stops io_uring nowhere; calls of ours it would stop until the peer does its part. */
    private boolean prepare() {
        if (!prepared) {
            prepared = true;
            try {
                possible = set(SEND_TIMEOUT, SHORTEST) && set(RECEIVE_TIMEOUT, MOMENT);
            } catch (ChannelException e) {
                possible = false;
            }
        }
        return possible;
    }

    /** As a {@code struct timeval}. */
    private boolean set(ChannelOption<ByteBuffer> option, Duration timeout) {
        ByteBuffer value = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        value.putLong(timeout.toSeconds()).putLong(timeout.toNanosPart() / 1000);
        return channel.config().setOption(option, value.flip());
    }
}
