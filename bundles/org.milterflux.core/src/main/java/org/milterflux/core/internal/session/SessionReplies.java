package org.milterflux.core.internal.session;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Gives the replies to the commands of one connection: the next command is asked for when the latest is answered.
 *
 * <p>One operator, where Reactor has one each for every thing it does: between two commands of a connection others are served, and
 * whatever is touched in between has to be fetched into the processor's caches again.
 *
 * <p>All signals come on the connection's own thread, and what filters answer elsewhere is brought back to it.
 */
final class SessionReplies implements CoreSubscriber<Command>, Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(SessionReplies.class);

    private static final Subscription NONE = Operators.emptySubscription();

    private final MilterSession session;
    private final Publisher<Void> drain;
    private final Scheduler home;
    private final Subscriber<? super Reply> mta;
    private final Runnable closed;
    private final Answer answer = new Answer();

    private Subscription commands = NONE;
    private Subscription answering = NONE;
    private Subscription draining = NONE;
    private @Nullable Command latest;
    private @Nullable Reply held;
    private long wanted;
    private boolean ended;
    private boolean over;

    /**
     * @param drain completes when the session is to finish
     * @param closed run once, when it is over and the session is closed
     */
    SessionReplies(
            MilterSession session,
            Publisher<Void> drain,
            Scheduler home,
            Subscriber<? super Reply> mta,
            Runnable closed) {
        this.session = session;
        this.drain = drain;
        this.home = home;
        this.mta = mta;
        this.closed = closed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        commands = subscription;
        mta.onSubscribe(this);
        drain.subscribe(new Draining());
        commands.request(1);
    }

    @Override
    public void request(long more) {
        if (!Operators.validate(more) || over) {
            return;
        }
        wanted = Operators.addCap(wanted, more);
        Reply reply = held;
        if (reply == null) {
            answering.request(more);
        } else {
            held = null;
            settle(reply);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            abandon();
            close();
        }
    }

    @Override
    public void onNext(Command command) {
        if (over) {
            return;
        }
        if (command instanceof Quit) {
            finish();
            return;
        }
        latest = command;
        try {
            answer(command);
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** What was not milter is the end of the commands, and the transport has told the log. */
    @Override
    public void onError(Throwable cause) {
        if (cause instanceof ProtocolException) {
            onComplete();
        } else {
            fail(cause);
        }
    }

    @Override
    public void onComplete() {
        ended = true;
        if (latest == null) {
            finish();
        }
    }

    private void answer(Command command) throws Exception {
        Publisher<Reply> replies;
        try {
            replies = session.on(command);
        } catch (RuntimeException e) {
            answered(mended(command, e));
            return;
        }
        if (replies instanceof Callable<?> known) {
            answered((Reply) known.call());
        } else if (replies instanceof Mono<Reply> reply) {
            reply.publishOn(home).subscribe(answer);
        } else {
            Flux.from(replies).publishOn(home, 1).subscribe(answer);
        }
    }

    /** A mistake of ours is never the MTA's trouble: it gets a verdict, and the session goes on. */
    private @Nullable Reply mended(Command command, Throwable error) {
        LOG.error("could not answer {}", command.commandCode(), error);
        return session.awaitsVerdict(command.commandCode()) ? Replies.TEMPFAIL : null;
    }

    /** With a reply that comes alone and so holds nothing of the body, or with none. */
    private void answered(@Nullable Reply reply) {
        session.answered();
        if (reply == null) {
            proceed();
        } else if (wanted > 0) {
            settle(reply);
        } else {
            held = reply;
        }
    }

    private void settle(Reply reply) {
        emit(reply);
        proceed();
    }

    private void emit(Reply reply) {
        if (over) {
            return;
        }
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
        mta.onNext(reply);
        if (session.isDrainedBy(reply)) {
            finish();
        }
    }

    private void proceed() {
        latest = null;
        if (ended) {
            finish();
        } else {
            commands.request(1);
        }
    }

    private void finish() {
        if (!over) {
            abandon();
            mta.onComplete();
            close();
        }
    }

    private void fail(Throwable cause) {
        if (!over) {
            abandon();
            mta.onError(cause);
            close();
        }
    }

    /** What comes from now on is for nobody. */
    private void abandon() {
        over = true;
        commands.cancel();
        answering.cancel();
        answering = NONE;
        draining.cancel();
        held = null;
    }

    private void close() {
        session.close();
        closed.run();
    }

    /** Takes the replies to one command after the other, which need not be there at once. */
    private final class Answer implements CoreSubscriber<Reply> {

        @Override
        public void onSubscribe(Subscription subscription) {
            answering = subscription;
            if (wanted > 0) {
                subscription.request(wanted);
            }
        }

        @Override
        public void onNext(Reply reply) {
            emit(reply);
        }

        @Override
        public void onError(Throwable cause) {
            Command command = latest;
            answering = NONE; // a filter that leaves must not be held by what it answered last
            if (cause instanceof ProtocolException || command == null) {
                fail(cause);
            } else {
                answered(mended(command, cause));
            }
        }

        @Override
        public void onComplete() {
            answering = NONE;
            session.answered();
            proceed();
        }
    }

    /** Ends them when it is asked to finish and no message is open. */
    private final class Draining implements CoreSubscriber<Void> {

        @Override
        public void onSubscribe(Subscription subscription) {
            draining = subscription;
        }

        @Override
        public void onNext(Void nothing) {}

        @Override
        public void onError(Throwable cause) {
            fail(cause);
        }

        @Override
        public void onComplete() {
            if (session.drain()) {
                finish();
            }
        }
    }
}
