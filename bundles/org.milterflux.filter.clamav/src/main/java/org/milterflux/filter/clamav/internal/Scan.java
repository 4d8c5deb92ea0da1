package org.milterflux.filter.clamav.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.milterflux.engine.EngineConnection;
import org.milterflux.engine.Engines;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One message on its way to one clamd. Its methods come one after the other; {@link #close} may come at any moment, from any
 * thread.
 *
 * <p>The answer is awaited from the beginning on, apart from what is sent: clamd may answer early, and stop to read.
 */
final class Scan {

    private final Engines engines;
    private final long maxBytes;
    private volatile Optional<EngineConnection> connection = Optional.empty();
    private volatile boolean closed;
    private final Sinks.Empty<Void> answered = Sinks.empty();
    private CompletableFuture<String> answer = new CompletableFuture<>();
    private long bytes;

    Scan(Engines engines, long maxBytes) {
        this.engines = engines;
        this.maxBytes = maxBytes;
    }

    /** Which clamd it is; as long as there is none, what it is. */
    String engine() {
        return connection.map(EngineConnection::engine).orElse(Clamd.KIND);
    }

    /** Connects, and sends what the message begins with. */
    Mono<Void> begin(ByteBuffer header) {
        return engines.open().flatMap(opened -> {
            connection = Optional.of(opened);
            if (closed) {
                opened.close();
            }
            answer = Clamd.answer(opened).toFuture().whenComplete((line, failure) -> answered.tryEmitEmpty());
            return send(opened, Clamd.begin()).then(Mono.defer(() -> piece(header)));
        });
    }

    /** Sends the next piece; completes when more may be sent. What goes wrong shows at the end. */
    Mono<Void> piece(ByteBuffer piece) {
        bytes += piece.remaining();
        if (isTooLarge()) {
            close();
        }
        return isOver() || !piece.hasRemaining()
                ? Mono.empty()
                : Mono.justOrEmpty(connection).flatMap(clamd -> send(clamd, Clamd.piece(piece)));
    }

    /** Whether clamd needs no more of the message. */
    boolean isOver() {
        return closed || answer.isDone();
    }

    /** Whether the message is larger than clamd is to be shown. */
    boolean isTooLarge() {
        return bytes > maxBytes;
    }

    /** The name of what clamd found; empty for nothing. Fails when clamd did not look at the message. */
    Mono<Optional<String>> end() {
        return Mono.justOrEmpty(connection)
                .switchIfEmpty(Mono.error(() -> new IOException("the end of the header did not come")))
                .flatMap(clamd -> send(clamd, Clamd.end())
                        .then(answered.asMono())
                        .then(Mono.defer(() -> Mono.fromFuture(answer)))
                        .flatMap(line -> Mono.fromCallable(() -> Clamd.signature(clamd.engine(), line))))
                .doFinally(end -> close());
    }

    /** Until it is sent or there is no use in it any more: a failure to send is told by the answer. */
    private Mono<Void> send(EngineConnection clamd, ByteBuffer message) {
        Mono<Void> sent = clamd.send(message).onErrorResume(IOException.class, e -> answered.asMono());
        return Mono.firstWithSignal(sent, answered.asMono());
    }

    /** Gives the connection back. */
    void close() {
        closed = true;
        connection.ifPresent(EngineConnection::close);
    }
}
