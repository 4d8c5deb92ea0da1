package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes small replies of a connection that has its event loop to itself at once, by {@code write(2)}.
 *
 * <p>On io_uring what is written leaves when the loop next calls the kernel, together with what other connections write: cheap for
 * many. While no other is heard, it only keeps the peer waiting. Epoll and NIO write at once anyway.
 *
 * <p>Made and used on the event loop of the connection, {@link #write} excepted.
 */
final class SoloWriter {

    /** Turns in a row with which a connection counts as alone; of several that are busy hardly ever one comes to it. */
    private static final int ALONE = 5;

    /** Larger ones are rare, and may fill the socket. */
    private static final int SMALL = 4096;

    /** {@code SO_SNDTIMEO} of {@code SOL_SOCKET}, a {@code struct timeval}. */
    private static final ChannelOption<ByteBuffer> SEND_TIMEOUT =
            new RawUnixChannelOption("SO_SNDTIMEO", 1, 21, 2 * Long.BYTES);

    private final Channel channel;
    private final Turns turns = Turns.OF_LOOP.get();
    private boolean possible;
    private boolean prepared;

    SoloWriter(Channel channel) {
        this.channel = channel;
        possible = channel instanceof IoUringSocketChannel || channel instanceof IoUringDomainSocketChannel;
    }

    /** The connection is heard; what it is answered before {@link #endTurn} may be written at once. */
    void beginTurn() {
        turns.begin(this);
    }

    void endTurn() {
        turns.speaking = false;
    }

    /** The connection has ended. */
    void leave() {
        turns.forget(this);
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
        return true;
    }

    private boolean isAlone() {
        return possible && channel.eventLoop().inEventLoop() && turns.isAlone(this);
    }

    /** Whether nothing written before is still on its way. */
    private boolean isNext() {
        ChannelOutboundBuffer leaving = channel.unsafe().outboundBuffer();
        return leaving != null && leaving.totalPendingWriteBytes() == 0;
    }

    /** Netty lets the socket block, which stops io_uring nowhere; a write of ours it would stop until the peer reads. */
    private boolean prepare() {
        if (!prepared) {
            prepared = true;
            ByteBuffer shortest = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
            shortest.putLong(Long.BYTES, 1); // microseconds, which the kernel rounds up to its own tick
            try {
                possible = channel.config().setOption(SEND_TIMEOUT, shortest);
            } catch (ChannelException e) {
                possible = false;
            }
        }
        return possible;
    }

    /** Bytes that went out. Why they did not is told by the usual way, which then fails as well. */
    private int written(ByteBuf replies) {
        try {
            return ((UnixChannel) channel)
                    .fd()
                    .writeAddress(replies.memoryAddress(), replies.readerIndex(), replies.writerIndex());
        } catch (IOException e) {
            return 0;
        }
    }

    /** Which connection of an event loop is heard, and how often it was in a row. */
    private static final class Turns {

        static final FastThreadLocal<Turns> OF_LOOP = new FastThreadLocal<>() {
            @Override
            protected Turns initialValue() {
                return new Turns();
            }
        };

        private @Nullable SoloWriter last;
        private int inARow;
        private boolean speaking;

        void begin(SoloWriter next) {
            inARow = next == last ? inARow + 1 : 1;
            last = next;
            speaking = true;
        }

        boolean isAlone(SoloWriter one) {
            return speaking && one == last && inARow >= ALONE;
        }

        void forget(SoloWriter one) {
            if (one == last) {
                last = null;
            }
        }
    }
}
