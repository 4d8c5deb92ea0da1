package org.milterflux.core.internal.chain;

import static org.milterflux.core.internal.chain.Inquiry.PASS;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.Passage;
import reactor.core.publisher.Mono;

/**
 * The content of one message on its way through the filters: the first is served live when it takes pieces, the others are
 * shown the whole, each as the ones before left it.
 */
final class Content {

    private final List<Seat> seats;
    private final Inquiry inquiry;
    private final Joining joining;
    private final boolean quarantineStops;
    private @Nullable Seat live;

    Content(List<Seat> seats, Inquiry inquiry, Joining joining, boolean quarantineStops) {
        this.seats = seats;
        this.inquiry = inquiry;
        this.joining = joining;
        this.quarantineStops = quarantineStops;
    }

    void serveLive() {
        live = seats.stream()
                .filter(Seat::mayAskForContent)
                .findFirst()
                .filter(seat -> seat.asks(Stage.CONTENT))
                .orElse(null);
    }

    /** Tells the filter that is served live of a header field. */
    void header(HeaderField field) {
        if (live != null) {
            inquiry.tell(live, new Event.HeaderRead(field));
        }
    }

    /** The word of the filter that is served live on an answered piece of the content. */
    Mono<Verdict> piece(Event event) {
        Seat first = live;
        if (first == null || (event instanceof Event.BodyRead && !first.readsBody())) {
            return PASS;
        }
        return Promptly.peek(inquiry.ask(first, Stage.CONTENT, event), verdict -> {
            if (!first.isIn()) { // it has had enough, or failed: the ones after it are shown the whole
                live = null;
            }
        });
    }

    boolean keepsBody() {
        return seats.stream().anyMatch(seat -> seat.editsBody() || (seat != live && seat.readsBody()));
    }

    boolean readsBody() {
        return seats.stream().anyMatch(seat -> seat.editsBody() || seat.readsBody() || seat.isWaiting());
    }

    /**
     * The word of all filters that are left.
     *
     * @param view what a filter is shown of a passage; true when with its body
     */
    Mono<Outcome> pass(Passage arrived, BiFunction<Passage, Boolean, Message> view) {
        return pass(0, arrived, view);
    }

    private Mono<Outcome> pass(int from, Passage passage, BiFunction<Passage, Boolean, Message> view) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.decidesAt(Stage.MESSAGE) || seat.asks(Stage.MESSAGE)) {
                int next = i + 1;
                Mono<Outcome> word = Promptly.flatMap(
                        joining.join(seat, Stage.MESSAGE),
                        verdict -> verdict.passes()
                                ? show(seat, passage, view)
                                : Mono.just(new Outcome(verdict, passage)));
                return Promptly.flatMap(
                        word,
                        outcome -> goesOn(outcome) ? pass(next, outcome.passage(), view) : Mono.just(held(outcome)));
            }
        }
        return Mono.just(held(new Outcome(Verdict.pass(), passage)));
    }

    private boolean goesOn(Outcome outcome) {
        return outcome.verdict().passes()
                && !(quarantineStops && outcome.passage().quarantine().isPresent());
    }

    private Outcome held(Outcome outcome) {
        return new Outcome(outcome.verdict(), inquiry.held(outcome.passage()));
    }

    private Mono<Outcome> show(Seat seat, Passage passage, BiFunction<Passage, Boolean, Message> view) {
        if (!seat.asks(Stage.MESSAGE)) {
            return Mono.just(new Outcome(Verdict.pass(), passage));
        }
        boolean inPieces = seat.asks(Stage.CONTENT);
        Message message = view.apply(passage, !inPieces && seat.readsBody());
        return inquiry.outcome(
                seat,
                passage,
                () -> seat == live
                        ? seat.conversation().on(Stage.MESSAGE, new Event.MessageEnded(message))
                        : seat.conversation().onContent(message, passage.body()));
    }
}
