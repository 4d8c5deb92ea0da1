package org.milterflux.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A bounded number of places, given in the order of asking. A place is freed by running it; a second run does nothing. */
final class Places {

    private final Deque<Sinks.One<Runnable>> waiting = new ArrayDeque<>();
    private int free;

    Places(int number) {
        free = number;
    }

    /** A place, as soon as there is one. Whoever stops to wait gets none, and none is lost. */
    Mono<Runnable> take() {
        return Mono.defer(() -> {
            Sinks.One<Runnable> turn = Sinks.one();
            if (isFree(turn)) {
                return Mono.just(place());
            }
            return turn.asMono().doOnCancel(() -> leave(turn));
        });
    }

    private synchronized boolean isFree(Sinks.One<Runnable> turn) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(turn);
        return false;
    }

    private Runnable place() {
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                giveBack();
            }
        };
    }

    private void giveBack() {
        nextOrFree().ifPresent(next -> next.tryEmitValue(place()));
    }

    private synchronized Optional<Sinks.One<Runnable>> nextOrFree() {
        Optional<Sinks.One<Runnable>> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            free++;
        }
        return next;
    }

    /** Whose turn came at this very moment has a place, or is about to, that nobody will use. */
    private void leave(Sinks.One<Runnable> turn) {
        if (!stopsWaiting(turn)) {
            turn.asMono().subscribe(Runnable::run);
        }
    }

    private synchronized boolean stopsWaiting(Sinks.One<Runnable> turn) {
        return waiting.remove(turn);
    }
}
