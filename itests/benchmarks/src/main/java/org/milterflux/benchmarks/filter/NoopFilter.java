package org.milterflux.benchmarks.filter;

import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Sees every event, header fields and pieces of the body included, and lets everything pass. */
@Component(configurationPid = "org.milterflux.benchmarks.noop", configurationPolicy = ConfigurationPolicy.REQUIRE)
@FilterProfile(name = "noop")
public final class NoopFilter implements SessionFilter {

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.from(events).filter(Event::isAnswered).map(event -> Verdict.pass());
    }
}
