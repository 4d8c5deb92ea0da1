package org.milterflux.testing.guide;

import java.util.concurrent.atomic.AtomicLong;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Refuses large messages while they arrive. */
public final class SizeFilter implements SessionFilter {

    private final long limit;

    public SizeFilter(long limit) {
        this.limit = limit;
    }

    @Override
    public Flux<Decision> onSession(Publisher<Event> events) {
        AtomicLong size = new AtomicLong();
        return Flux.from(events).filter(Event::isAnswered).map(event -> decide(event, size));
    }

    private Decision decide(Event event, AtomicLong size) {
        if (event instanceof Event.SenderGiven) {
            size.set(0);
        }
        if (event instanceof Event.BodyRead body && size.addAndGet(body.bytes().remaining()) > limit) {
            return Verdict.reject("5.3.4", "Too large");
        }
        return Verdict.pass();
    }
}
