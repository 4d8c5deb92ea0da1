package org.milterflux.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A connection for one scan: it ends when its time is up, its engine is judged by it, and something is given back after it. */
final class Lease implements EngineConnection {

    private final EngineConnection line;
    private final Engine of;
    private final Duration time;
    private final Runnable afterwards;
    private final Disposable deadline;
    private volatile boolean expired;
    private volatile boolean closed;
    private volatile boolean heard;

    Lease(EngineConnection line, Engine engine, Duration time, Scheduler timer, Runnable afterwards) {
        this.line = line;
        this.of = engine;
        this.time = time;
        this.afterwards = afterwards;
        this.deadline = timer.schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String engine() {
        return line.engine();
    }

    @Override
    public Mono<Void> send(ByteBuffer bytes) {
        return line.send(bytes).onErrorMap(this::reason);
    }

    @Override
    public Mono<Void> end() {
        return line.end().onErrorMap(this::reason);
    }

    @Override
    public Flux<ByteBuffer> received() {
        return line.received()
                .doOnNext(bytes -> hear())
                .concatWith(Flux.defer(this::ending))
                .onErrorMap(this::reason)
                .doOnError(this::blame);
    }

    private void hear() {
        heard = true;
        of.worked();
    }

    /** Nothing further, unless there ought to be. */
    private Flux<ByteBuffer> ending() {
        if (expired) {
            return Flux.error(tooLate());
        }
        return heard || closed
                ? Flux.empty()
                : Flux.error(new IOException(engine() + " closed the connection without an answer"));
    }

    private Throwable reason(Throwable cause) {
        return expired ? tooLate() : cause;
    }

    private IOException tooLate() {
        return new IOException(engine() + " did not answer within " + time.toSeconds() + " s");
    }

    private void blame(Throwable cause) {
        if (!closed) {
            of.failed(cause);
        }
    }

    private void expire() {
        expired = true;
        of.failed(tooLate());
        close();
    }

    @Override
    public void close() {
        closed = true;
        deadline.dispose();
        line.close();
        afterwards.run();
    }
}
