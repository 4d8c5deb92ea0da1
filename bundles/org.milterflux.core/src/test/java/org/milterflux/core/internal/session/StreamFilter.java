package org.milterflux.core.internal.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Notes every event in a word or two, and gives the answer that is set for it, else passes. */
final class StreamFilter implements SessionFilter {

    final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Decision> answers;

    StreamFilter(Map<String, Decision> answers) {
        this.answers = answers;
    }

    /** One that passes everything. */
    StreamFilter() {
        this(Map.of());
    }

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.from(events)
                .doOnNext(event -> seen.add(word(event)))
                .filter(Event::isAnswered)
                .map(event -> answers.getOrDefault(word(event), Verdict.pass()));
    }

    private static String word(Event event) {
        if (event instanceof Event.RecipientGiven given) {
            return "rcpt " + given.recipient().address();
        }
        if (event instanceof Event.HeaderRead read) {
            return read.field().toString();
        }
        if (event instanceof Event.BodyRead read) {
            return "body " + StandardCharsets.ISO_8859_1.decode(read.bytes().duplicate());
        }
        if (event instanceof Event.CommandUnknown unknown) {
            return "unknown " + unknown.line();
        }
        return switch (event.getClass().getSimpleName()) {
            case "Connected" -> "connect";
            case "Greeted" -> "helo";
            case "SenderGiven" -> "mail";
            case "DataStarted" -> "data";
            case "HeadersEnded" -> "eoh";
            case "MessageEnded" -> "eom";
            default -> "abort";
        };
    }
}
