package org.milterflux.core.internal.session;

import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * The commands of one connection up to QUIT, or to the first bytes that are not milter, of which the transport has told the log.
 *
 * <p>One operator for what would be two: every open connection keeps them.
 */
final class UntilQuit implements CoreSubscriber<Command> {

    private final CoreSubscriber<? super Command> reader;
    private @Nullable Subscription commands;
    private boolean done;

    private UntilQuit(CoreSubscriber<? super Command> reader) {
        this.reader = reader;
    }

    static Flux<Command> of(Publisher<Command> commands) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Command> reader) {
                commands.subscribe(new UntilQuit(reader));
            }
        };
    }

    @Override
    public Context currentContext() {
        return reader.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        commands = subscription;
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(Command command) {
        if (done) {
            return;
        }
        if (!(command instanceof Quit)) {
            reader.onNext(command);
            return;
        }
        if (commands != null) {
            commands.cancel();
        }
        onComplete();
    }

    @Override
    public void onError(Throwable cause) {
        if (cause instanceof ProtocolException) {
            onComplete();
        } else if (!done) {
            done = true;
            reader.onError(cause);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            reader.onComplete();
        }
    }
}
