package org.milterflux.benchmarks.filter;

import java.nio.ByteBuffer;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Does what {@link SumFilter} does, piece by piece while the body arrives: the style of a filter on libmilter. */
@Component(configurationPid = "org.milterflux.benchmarks.stream", configurationPolicy = ConfigurationPolicy.REQUIRE)
@FilterProfile(name = "stream", edits = Edit.Kind.HEADERS)
public final class StreamedSumFilter implements SessionFilter {

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.defer(() -> {
            Sum sum = new Sum();
            return Flux.from(events).filter(Event::isAnswered).map(sum::answer);
        });
    }

    /** Of one message after the other. */
    private static final class Sum {
        private long sum;

        private Decision answer(Event event) {
            if (event instanceof Event.SenderGiven) {
                sum = 0;
            } else if (event instanceof Event.BodyRead piece) {
                add(piece.bytes().duplicate());
            } else if (event instanceof Event.MessageEnded) {
                return Decision.edit(Edit.addHeader(SumFilter.FIELD, Long.toString(sum)));
            }
            return Verdict.pass();
        }

        private void add(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                sum += bytes.get() & 0xFF;
            }
        }
    }
}
