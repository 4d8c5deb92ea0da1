package org.milterflux.filter.milter.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Reply;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Takes replies one at a time, when somebody waits for one: the rest stays in the socket. */
final class ReplyReader extends BaseSubscriber<Reply> {

    private final AtomicReference<@Nullable MonoSink<Reply>> waiting = new AtomicReference<>();
    private volatile @Nullable Throwable end;

    /** The next reply, or the reason why there is none. For one who waits at a time. */
    Mono<Reply> next() {
        return Mono.create(this::await);
    }

    /** The end may come between the two looks at it; whoever takes the sink tells. */
    private void await(MonoSink<Reply> sink) {
        waiting.set(sink);
        sink.onCancel(() -> waiting.compareAndSet(sink, null));
        Throwable ended = end;
        if (ended == null) {
            request(1);
        } else {
            tell(ended);
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is asked for before somebody waits.
    }

    @Override
    protected void hookOnNext(Reply reply) {
        MonoSink<Reply> sink = waiting.getAndSet(null);
        if (sink != null) {
            sink.success(reply);
        }
    }

    @Override
    protected void hookOnComplete() {
        hookOnError(new IOException("it closed the connection"));
    }

    @Override
    protected void hookOnError(Throwable error) {
        end = error;
        tell(error);
    }

    private void tell(Throwable error) {
        MonoSink<Reply> sink = waiting.getAndSet(null);
        if (sink != null) {
            sink.error(error);
        }
    }
}
