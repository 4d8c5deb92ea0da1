package org.milterflux.core.internal.session;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.milterflux.core.management.SessionStatus;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes each connection a flux of commands that becomes a flux of replies, one command at a time. */
public final class SessionHandler implements ConnectionHandler {

    private final Supplier<Workshop> workshop;
    private final Wishes wishes = new Wishes();
    private final Map<String, MilterSession> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable Home latest;

    private record Home(Executor loop, Scheduler scheduler) {}

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
        return mta -> {
            Scheduler home = home(loop);
            MilterSession session = session(peer, home);
            sessions.put(peer.id(), session);
            commands.subscribe(new SessionReplies(session, drain, home, mta, () -> sessions.remove(peer.id())));
        };
    }

    /** One event loop has mostly all connections: to make what Reactor wants of it for each takes time and memory. */
    private Scheduler home(Executor loop) {
        Home known = latest;
        if (known == null || known.loop() != loop) {
            known = new Home(loop, Schedulers.fromExecutor(loop));
            latest = known;
        }
        return known.scheduler();
    }

    private MilterSession session(Peer peer, Scheduler home) {
        Workshop current = workshop.get();
        return new MilterSession(peer, current, wishes.of(current), home);
    }
}
