package org.milterflux.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gathers what an engine sends; what is not a whole answer is an error. */
final class Answer {

    private Answer() {}

    static Mono<byte[]> until(EngineConnection connection, byte end) {
        return gather(connection, connection.received().takeUntil(bytes -> indexOf(bytes, end) >= 0))
                .handle((all, sink) -> {
                    int length = indexOf(ByteBuffer.wrap(all), end);
                    if (length < 0) {
                        sink.error(new IOException(
                                connection.engine() + " closed the connection in the middle of its answer"));
                    } else {
                        sink.next(Arrays.copyOf(all, length));
                    }
                });
    }

    static Mono<byte[]> all(EngineConnection connection) {
        return gather(connection, connection.received());
    }

    private static Mono<byte[]> gather(EngineConnection connection, Flux<ByteBuffer> received) {
        return received.collect(ByteArrayOutputStream::new, Answer::add)
                .map(ByteArrayOutputStream::toByteArray)
                .filter(all -> all.length > 0)
                .switchIfEmpty(Mono.error(
                        () -> new IOException(connection.engine() + " closed the connection without an answer")));
    }

    private static int indexOf(ByteBuffer bytes, byte wanted) {
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            if (bytes.get(at) == wanted) {
                return at - bytes.position();
            }
        }
        return -1;
    }

    private static void add(ByteArrayOutputStream all, ByteBuffer bytes) {
        byte[] piece = new byte[bytes.remaining()];
        bytes.duplicate().get(piece);
        all.writeBytes(piece);
    }
}
