package org.milterflux.engine;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection to one engine. The two directions are independent: an engine may answer, and stop to read, before it was sent
 * everything. Methods may be called on any thread; signals come on an event loop, which must not be blocked.
 */
@ProviderType
public interface EngineConnection {

    /** Which engine it is, as logs and results call it: {@code clamd inet:3310@127.0.0.1}. */
    String engine();

    /**
     * Sends the bytes once subscribed to, one call after the other.
     *
     * @return completes when the system has taken them, so whoever waits for it sends no faster than the engine reads; fails when
     *     the engine takes no more, which does not mean that it has not answered
     */
    Mono<Void> send(ByteBuffer bytes);

    /** Tells the engine that nothing more is sent; its answer may still come. */
    Mono<Void> end();

    /**
     * What the engine sends, from the beginning, for one subscriber, kept until there is one. Completes when the engine has closed
     * the connection; fails when the connection broke, when its time is up, or when more came than may.
     */
    Flux<ByteBuffer> received();

    /**
     * Everything the engine sends until it closes the connection.
     *
     * @return fails when that is nothing at all: an engine that went away has not answered
     */
    default Mono<byte[]> answer() {
        return Answer.all(this);
    }

    /**
     * Everything the engine sends before the byte.
     *
     * @return fails when the connection ends without it
     */
    default Mono<byte[]> answerUntil(byte end) {
        return Answer.until(this, end);
    }

    /** Closes it, at once; once is enough. */
    void close();
}
