package org.milterflux.transport.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Packet;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * The packets of one channel, each handed on at once when it was asked for before it came, else kept until it is.
 *
 * <p>Reactor's sinks put each packet into a queue for threads that may come in between. Here everything is done on the
 * channel's event loop, where packets arrive; whoever asks from elsewhere waits for its turn there.
 */
final class WaitingPackets<P extends Packet> extends Flux<P> implements Subscription {

    /** Peers in lock-step have one or two on the way. */
    private static final int FEW = 2;

    private final Channel channel;
    private final Runnable taken;
    private final Queue<P> waiting = new ArrayDeque<>(FEW);
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile boolean over;
    private @Nullable CoreSubscriber<? super P> subscriber;
    private long asked;
    private boolean handing;
    private boolean ended;
    private @Nullable Throwable failure;

    /** @param taken told on the event loop that none is waiting any more */
    WaitingPackets(Channel channel, Runnable taken) {
        this.channel = channel;
        this.taken = taken;
    }

    /** Puts a packet behind the others. On the event loop, as are the next three. */
    void add(P packet) {
        if (!over) {
            waiting.add(packet);
            handOn();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Nothing more comes; the subscriber hears of it after the packets that wait. */
    void complete() {
        ended = true;
        handOn();
    }

    /** The same, with what went wrong. */
    void fail(Throwable cause) {
        failure = cause;
        complete();
    }

    @Override
    public void subscribe(CoreSubscriber<? super P> actual) {
        if (subscribed.compareAndSet(false, true)) {
            onLoop(() -> {
                subscriber = actual;
                actual.onSubscribe(this);
                handOn();
            });
        } else {
            Operators.error(actual, new IllegalStateException("the packets of a connection have one subscriber"));
        }
    }

    @Override
    public void request(long more) {
        if (Operators.validate(more)) {
            onLoop(() -> {
                asked = Operators.addCap(asked, more);
                handOn();
            });
        }
    }

    @Override
    public void cancel() {
        over = true;
        onLoop(() -> {
            waiting.clear();
            taken.run();
        });
    }

    private void onLoop(Runnable work) {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            work.run();
            return;
        }
        try {
            loop.execute(work);
        } catch (RejectedExecutionException gone) {
            // the loop has ended, and its channels with it
        }
    }

    /** Whoever is handed a packet may ask for the next before it returns: the loop that is at it already hands that on. */
    private void handOn() {
        CoreSubscriber<? super P> to = subscriber;
        if (to == null || handing) {
            return;
        }
        handing = true;
        try {
            while (asked > 0 && !waiting.isEmpty()) {
                asked--;
                to.onNext(waiting.remove());
            }
        } finally {
            handing = false;
        }
        if (waiting.isEmpty()) {
            taken.run();
            end(to);
        }
    }

    private void end(CoreSubscriber<? super P> to) {
        if (!ended || over) {
            return;
        }
        over = true;
        if (failure == null) {
            to.onComplete();
        } else {
            to.onError(failure);
        }
    }
}
