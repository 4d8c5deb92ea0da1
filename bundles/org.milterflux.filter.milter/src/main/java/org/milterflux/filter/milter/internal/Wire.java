package org.milterflux.filter.milter.internal;

import java.time.Duration;
import java.util.List;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One open connection to a milter: what goes out, and what comes in, each within its time. */
final class Wire {

    /** For the last packets: a milter that does not read must not keep a connection open that nobody needs. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final MilterConnection connection;
    private final ReplyReader replies = new ReplyReader();
    private final Scheduler timer;
    private volatile boolean ending;

    private Wire(MilterConnection connection, Scheduler timer) {
        this.connection = connection;
        this.timer = timer;
    }

    /** Takes over the connection. */
    static Wire over(MilterConnection connection, Scheduler timer) {
        Wire wire = new Wire(connection, timer);
        connection.replies().subscribe(wire.replies);
        return wire;
    }

    /** Sends the packets in one write; completes when they have left. */
    Mono<Void> send(List<Command> packets, Duration limit) {
        return sent(packets).onErrorResume(this::unlessEnding).timeout(limit, timer);
    }

    private Mono<Void> sent(List<Command> packets) {
        return packets.isEmpty() ? Mono.empty() : Mono.from(connection.send(packets));
    }

    /** Whoever sent has been cancelled by then, and Reactor logs an error that nobody takes as a defect. */
    private Mono<Void> unlessEnding(Throwable error) {
        return ending ? Mono.never() : Mono.error(error);
    }

    /**
     * What the milter says until its verdict, which is the last.
     *
     * @param limit for each packet: progress wins time
     */
    Flux<Reply> untilVerdict(Duration limit) {
        return next(limit).repeat().takeUntil(Reply::isVerdict);
    }

    /** The next reply. */
    Mono<Reply> next(Duration limit) {
        return replies.next().timeout(limit, timer);
    }

    /** Sends the last packets, if any, and closes, whatever becomes of them. */
    void end(List<Command> packets) {
        ending = true;
        sent(packets)
                .timeout(FAREWELL, timer)
                .onErrorComplete()
                .doFinally(end -> connection.close())
                .subscribe();
    }
}
