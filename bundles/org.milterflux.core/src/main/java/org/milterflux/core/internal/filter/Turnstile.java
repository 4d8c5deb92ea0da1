package org.milterflux.core.internal.filter;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets so many works be under way at once; the others wait in the order they came.
 *
 * <p>It sets no time: who waits too long is cancelled by the caller and leaves the queue. Safe from any thread.
 */
public final class Turnstile {

    private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

    private final Set<Visitor> waiting = new LinkedHashSet<>();
    private final AtomicInteger turns = new AtomicInteger();
    private int free;

    /** One with so many places. */
    public Turnstile(int places) {
        free = places;
    }

    /**
     * The work, begun when there is a place. The place is free again as soon as the work has ended or is cancelled, before
     * anybody hears of its end.
     */
    public <T> Mono<T> pass(Mono<T> work) {
        return Mono.defer(() -> {
            Visitor visitor = new Visitor();
            return Mono.<Void>create(sink -> arrive(visitor, sink))
                    .then(work)
                    .doOnTerminate(() -> leave(visitor))
                    .doFinally(signal -> leave(visitor)); // cancelled: after the work heard of it
        });
    }

    private void arrive(Visitor visitor, MonoSink<Void> sink) {
        synchronized (this) {
            visitor.sink = Optional.of(sink);
            if (visitor.place == Place.OUTSIDE) {
                visitor.place = Place.WAITING;
                waiting.add(visitor);
            }
        }
        turn();
    }

    private void leave(Visitor visitor) {
        synchronized (this) {
            if (visitor.place == Place.INSIDE) {
                free++;
            }
            waiting.remove(visitor);
            visitor.place = Place.GONE;
        }
        turn();
    }

    /**
     * Lets in whom there is a place for. A work that ends while it begins comes by here again, and so does any other thread:
     * they leave it to the one that is at it, so that a long queue of short works does not pile up on the stack.
     */
    private void turn() {
        if (turns.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Optional<Visitor> next = next(); next.isPresent(); next = next()) {
                begin(next.get());
            }
            seen = turns.addAndGet(-seen);
        } while (seen > 0);
    }

    private synchronized Optional<Visitor> next() {
        Iterator<Visitor> queue = waiting.iterator();
        if (free == 0 || !queue.hasNext()) {
            return Optional.empty();
        }
        Visitor first = queue.next();
        queue.remove();
        first.place = Place.INSIDE;
        free--;
        return Optional.of(first);
    }

    private void begin(Visitor visitor) {
        try {
            visitor.sink.ifPresent(MonoSink::success);
        } catch (Throwable e) { // what Reactor holds fatal must not stop the turnstile
            LOG.error("a work could not be begun; whoever waits for it runs out of time", e);
            leave(visitor);
        }
    }

    private enum Place {
        OUTSIDE,
        WAITING,
        INSIDE,
        GONE
    }

    /** Guarded by the turnstile. */
    private static final class Visitor {
        private Optional<MonoSink<Void>> sink = Optional.empty();
        private Place place = Place.OUTSIDE;
    }
}
