package org.milterflux.filter.milter.internal;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.SessionFilter;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** An external milter as a filter: one connection to it for each connection of the MTA. */
final class Member implements SessionFilter {

    private final Supplier<MemberSettings> settings;
    private final AwaitedConnector connector;
    private final Scheduler timer;
    private final Consumer<Wants> learnt;

    /** @param settings those of the moment, for connections that begin */
    Member(Supplier<MemberSettings> settings, AwaitedConnector connector, Scheduler timer, Consumer<Wants> learnt) {
        this.settings = settings;
        this.connector = connector;
        this.timer = timer;
        this.learnt = learnt;
    }

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.defer(() -> {
            MemberSettings now = settings.get();
            Dialogue dialogue = new Dialogue(now, new Line(now, connector, timer), learnt);
            return Flux.from(events)
                    .concatMap(dialogue::on, 1)
                    .takeUntil(decision -> dialogue.isFinished())
                    .doFinally(dialogue::end);
        });
    }
}
