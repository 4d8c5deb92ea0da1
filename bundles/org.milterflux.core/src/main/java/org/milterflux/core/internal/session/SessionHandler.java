package org.milterflux.core.internal.session;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.milterflux.core.management.SessionStatus;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes each connection a flux of commands that becomes a flux of replies, one command at a time. */
public final class SessionHandler implements ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    /** The transport keeps, and bounds, what waits behind the command being answered. */
    private static final int PREFETCH = 1;

    private final Supplier<Workshop> workshop;
    private final Wishes wishes = new Wishes();
    private final Map<String, Open> sessions = new ConcurrentHashMap<>();

    private record Open(Peer peer, MilterSession session, long since) {
        SessionStatus status(long now) {
            return new SessionStatus(
                    peer.id(), peer.listener(), peer.remote(), session.hasMessage(), (now - since) / 1_000_000_000);
        }
    }

    /** Sessions take what they share from the workshop there is when they begin. */
    public SessionHandler(Supplier<Workshop> workshop) {
        this.workshop = workshop;
    }

    /** Every open session, oldest first. */
    public List<SessionStatus> sessions() {
        long now = System.nanoTime();
        return sessions.values().stream()
                .sorted(Comparator.comparingLong(Open::since))
                .map(open -> open.status(now))
                .toList();
    }

    @Override
    public Publisher<Reply> handle(Peer peer, Publisher<Command> commands, Publisher<Void> drain) {
        return Flux.defer(() -> {
            MilterSession session = session(peer);
            Drain draining = new Drain();
            sessions.put(peer.id(), new Open(peer, session, System.nanoTime()));
            return Flux.from(commands)
                    .onErrorComplete(ProtocolException.class) // the transport has told the log
                    .takeWhile(command -> !(command instanceof Quit))
                    .concatMap(command -> answer(session, command), PREFETCH)
                    .takeUntil(reply -> draining.requested && reply.isVerdict() && !session.hasMessage())
                    .takeUntilOther(Mono.when(drain)
                            .doOnSuccess(done -> draining.requested = true)
                            .then(Mono.<Void>defer(() -> session.hasMessage() ? Mono.never() : Mono.empty())))
                    .doFinally(signal -> {
                        session.close();
                        sessions.remove(peer.id());
                    });
        });
    }

    private MilterSession session(Peer peer) {
        Workshop current = workshop.get();
        return new MilterSession(peer, current, wishes.of(current));
    }

    /** A mistake of ours is never the MTA's trouble: it gets a verdict, and the session goes on. */
    private static Publisher<Reply> answer(MilterSession session, Command command) {
        Publisher<Reply> replies;
        try {
            replies = session.on(command);
        } catch (RuntimeException e) {
            return mend(session, command, e);
        }
        return replies instanceof Callable<?>
                ? replies
                : Flux.from(replies)
                        .onErrorResume(e -> !(e instanceof ProtocolException), e -> mend(session, command, e))
                        .onTerminateDetach(); // until the next command: a filter that leaves must not be held by it
    }

    private static Publisher<Reply> mend(MilterSession session, Command command, Throwable error) {
        LOG.error("could not answer {}", command.commandCode(), error);
        return session.awaitsVerdict(command.commandCode()) ? Replies.TEMPFAIL_AT_ONCE : Replies.NOTHING;
    }

    private static final class Drain {
        private volatile boolean requested;
    }
}
