package org.milterflux.core.internal.session;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.milterflux.core.management.SessionStatus;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes each connection a flux of commands that becomes a flux of replies, one command at a time. */
public final class SessionHandler implements ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    /** The transport keeps, and bounds, what waits behind the command being answered. */
    private static final int PREFETCH = 0;

    private final Supplier<Workshop> workshop;
    private final Wishes wishes = new Wishes();
    private final Map<String, MilterSession> sessions = new ConcurrentHashMap<>();

    /** Sessions take what they share from the workshop there is when they begin. */
    public SessionHandler(Supplier<Workshop> workshop) {
        this.workshop = workshop;
    }

    /** Every open session, oldest first. */
    public List<SessionStatus> sessions() {
        long now = System.nanoTime();
        return sessions.values().stream()
                .sorted(Comparator.comparingLong(MilterSession::since))
                .map(session -> session.status(now))
                .toList();
    }

    @Override
    public Publisher<Reply> handle(Peer peer, Publisher<Command> commands, Publisher<Void> drain, Executor loop) {
        return Flux.defer(() -> {
            Scheduler home = Schedulers.fromExecutor(loop);
            MilterSession session = session(peer, home);
            sessions.put(peer.id(), session);
            return Flux.from(commands)
                    .onErrorComplete(ProtocolException.class) // the transport has told the log
                    .takeWhile(command -> !(command instanceof Quit))
                    .concatMap(command -> answer(session, command, home), PREFETCH)
                    .takeUntil(session::isDrainedBy)
                    .takeUntilOther(end -> drain.subscribe(new Draining(session, end)))
                    .doFinally(signal -> {
                        session.close();
                        sessions.remove(peer.id());
                    });
        });
    }

    private MilterSession session(Peer peer, Scheduler home) {
        Workshop current = workshop.get();
        return new MilterSession(peer, current, wishes.of(current), home);
    }

    /**
     * A mistake of ours is never the MTA's trouble: it gets a verdict, and the session goes on. Whatever thread a filter answers
     * on, the session comes home: else the next commands would be answered there.
     */
    private static Publisher<Reply> answer(MilterSession session, Command command, Scheduler home) {
        Publisher<Reply> replies;
        try {
            replies = session.on(command);
        } catch (RuntimeException e) {
            return mend(session, command, e);
        }
        if (replies instanceof Callable<?>) {
            session.answered();
            return replies;
        }
        // A reply that comes alone holds nothing of the body, and may be on its way still when the pieces are released.
        // Detached until the next command: a filter that leaves must not be held by it.
        return replies instanceof Mono<Reply> reply
                ? reply.onErrorResume(SessionHandler::isOurs, e -> Mono.from(mend(session, command, e)))
                        .publishOn(home)
                        .doOnTerminate(session::answered)
                        .onTerminateDetach()
                : Flux.from(replies)
                        .onErrorResume(SessionHandler::isOurs, e -> mend(session, command, e))
                        .publishOn(home, 1)
                        .doOnComplete(session::answered)
                        .onTerminateDetach();
    }

    private static boolean isOurs(Throwable error) {
        return !(error instanceof ProtocolException);
    }

    private static Publisher<Reply> mend(MilterSession session, Command command, Throwable error) {
        LOG.error("could not answer {}", command.commandCode(), error);
        return session.awaitsVerdict(command.commandCode()) ? Replies.TEMPFAIL_AT_ONCE : Replies.NOTHING;
    }

    /** Ends a session that is asked to finish: one object where every open connection would keep several operators. */
    private record Draining(MilterSession session, Subscriber<?> end) implements CoreSubscriber<Void> {

        @Override
        public void onSubscribe(Subscription subscription) {
            end.onSubscribe(subscription);
        }

        @Override
        public void onNext(Void nothing) {}

        @Override
        public void onError(Throwable cause) {
            end.onError(cause);
        }

        @Override
        public void onComplete() {
            if (session.drain()) {
                end.onComplete();
            }
        }
    }
}
