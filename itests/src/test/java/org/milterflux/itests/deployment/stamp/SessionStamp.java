package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Stamps as a stream over the whole connection, and reads the body in pieces. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", edits = Edit.Kind.HEADERS)
public final class SessionStamp implements SessionFilter {

    private final Stamp stamp;

    @Activate
    public SessionStamp(Map<String, ?> properties) {
        stamp = Stamp.of(properties);
    }

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.defer(() -> {
            Conversation conversation = new Conversation();
            return Flux.from(events).handle((event, sink) -> {
                Decision decision = conversation.on(event);
                if (event.isAnswered()) {
                    sink.next(decision);
                }
            });
        });
    }

    /** One connection; it must be told of it before the first message, and of all of a message. */
    private final class Conversation {

        private boolean connected;
        private int asked;

        Decision on(Event event) {
            if (event instanceof Event.Connected) {
                connected = true;
            } else if (event instanceof Event.SenderGiven) {
                asked = connected ? 1 : -10;
            } else if (event instanceof Event.RecipientGiven) {
                asked++;
            } else if (event instanceof Event.MessageEnded) {
                return stamp.on(asked + 1);
            }
            return Verdict.pass();
        }
    }
}
