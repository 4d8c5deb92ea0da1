package org.milterflux.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Reply;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * Writes the replies of one connection: one write and one flush per burst, and no more asked for than the socket takes.
 *
 * <p>Replies come from any thread, one after the other. Whatever goes wrong ends up in {@link Outcome#failed}, also what Reactor
 * takes for fatal and throws instead of signalling: {@link LinkageError}, {@link StackOverflowError}.
 */
final class ReplyWriter extends BaseSubscriber<Reply> {

    /** Edits wait for their verdict, but not in heaps. */
    private static final int LARGE_BURST = 65_536;

    private final Channel channel;
    private final Solo solo;
    private final Outcome outcome;
    private final Burst burst = new Burst();
    private boolean awaitsRoom;

    /** How the replies ended; called on any thread, at most one of them, never after a cancellation. */
    interface Outcome {

        /** The last reply was handed to the socket. */
        void finished();

        /** There will be no more replies although there should be. */
        void failed(Throwable cause);
    }

    ReplyWriter(Channel channel, Solo solo, Outcome outcome) {
        this.channel = channel;
        this.solo = solo;
        this.outcome = outcome;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        demand();
    }

    @Override
    protected void hookOnNext(Reply reply) {
        try {
            write(reply);
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void write(Reply reply) {
        burst.add(reply);
        if (reply instanceof OptionNegotiation agreement) {
            burst.allow(agreement.maxData());
        }
        if (reply.endsBurst() || burst.size() >= LARGE_BURST) {
            flush();
            demandWhenThereIsRoom();
        } else {
            demand();
        }
    }

    /** A failed write is told to the pipeline, where the end of the connection is handled. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void flush() {
        ByteBuf replies = burst.take(channel.alloc());
        if (!solo.write(replies)) {
            channel.writeAndFlush(replies, channel.voidPromise());
        }
    }

    private void demandWhenThereIsRoom() {
        if (channel.isWritable()) {
            demand();
        } else {
            channel.eventLoop().execute(() -> {
                awaitsRoom = true;
                writabilityChanged();
            });
        }
    }

    /** On the event loop: the socket took something, or cannot take more. */
    void writabilityChanged() {
        if (awaitsRoom && channel.isWritable()) {
            awaitsRoom = false;
            demand();
        }
    }

    private void demand() {
        try {
            request(1);
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (burst.size() > 0) {
            flush();
        }
        outcome.finished();
    }

    @Override
    protected void hookOnError(Throwable cause) {
        outcome.failed(cause);
    }

    private void fail(Throwable cause) {
        cancel();
        outcome.failed(cause);
    }
}
