package org.milterflux.core.internal.chain;

import static org.milterflux.core.internal.chain.Inquiry.PASS;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Connection;
import org.milterflux.api.Event;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.FilterFailure;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.flow.Promptly;
import reactor.core.publisher.Mono;

/**
 * How a filter comes into a message: when everything its condition names is known, and with what it has missed of the
 * connection and the message told first.
 */
final class Joining {

    private final Inquiry inquiry;
    private List<Told> told = List.of();
    private MessageFacts facts;
    private @Nullable Connection greeted;

    /** An event of the message at hand that every filter let pass. */
    private record Told(Stage stage, Event event) {}

    Joining(Inquiry inquiry, MessageFacts facts) {
        this.inquiry = inquiry;
        this.facts = facts;
    }

    MessageFacts facts() {
        return facts;
    }

    void facts(MessageFacts known) {
        facts = known;
    }

    /** The client has said HELO or EHLO. */
    void greeted(Connection connection) {
        greeted = connection;
    }

    /** A filter that joins later is to hear of the event. */
    void tellLater(Stage stage, Event event) {
        if (told.isEmpty()) {
            told = new ArrayList<>();
        }
        told.add(new Told(stage, event));
    }

    void endMessage() {
        told = List.of();
    }

    /** Whether a filter hears of the connection already: its condition is on the connection alone, and holds. */
    boolean hearsOfConnection(Seat seat, Stage stage) {
        try {
            return facts.areOnListenerOf(seat.policy()) && seat.hearsOfConnection(stage, facts);
        } catch (RuntimeException untellable) { // it is tested again, and answered for, at MAIL
            return false;
        }
    }

    /** A filter's word on an event of the connection, which it may be the first to hear of. */
    Mono<Verdict> hear(Seat seat, Stage stage, Event event) {
        boolean late = !seat.isIntroduced() && stage == Stage.HELO;
        seat.introduced();
        return late
                ? Passing.then(
                        inquiry.ask(seat, Stage.CONNECT, stage, new Event.Connected(facts.connection())),
                        () -> inquiry.ask(seat, stage, event))
                : inquiry.ask(seat, stage, event);
    }

    /** A filter whose time has come joins the message, when it is meant for it. */
    Mono<Verdict> join(Seat seat, Stage stage) {
        if (!seat.decidesAt(stage)) {
            return PASS;
        }
        if (seat.hasFailed()) {
            return Mono.fromSupplier(() -> inquiry.failedBefore(seat));
        }
        if (!facts.areOnListenerOf(seat.policy())) {
            seat.staysOut("it is not on listener " + facts.listener());
            return PASS;
        }
        try {
            if (!seat.isMeant(facts)) {
                seat.staysOut("its condition does not hold");
                return PASS;
            }
        } catch (RuntimeException e) {
            FilterFailure failure = new FilterFailure("its condition cannot be told: " + e.getMessage());
            return Mono.fromSupplier(() -> inquiry.unmeant(seat, stage, failure));
        }
        seat.joins();
        return Passing.then(introduce(seat, stage), () -> catchUp(seat, 0, stage));
    }

    private Mono<Verdict> introduce(Seat seat, Stage at) {
        if (seat.refusal().isPresent()) {
            return Mono.justOrEmpty(seat.refusal());
        }
        if (seat.isIntroduced()) {
            return PASS;
        }
        seat.introduced();
        Connection connection = facts.connection();
        Mono<Verdict> word = Promptly.flatMap(
                inquiry.ask(seat, Stage.CONNECT, at, new Event.Connected(connection)),
                verdict -> verdict.passes() && greeted != null
                        ? inquiry.ask(seat, Stage.HELO, at, new Event.Greeted(connection))
                        : Mono.just(verdict));
        return Promptly.peek(word, verdict -> {
            if (!verdict.passes() && seat.isIntroduced()) { // a failure undoes the introduction
                seat.refuses(verdict);
            }
        });
    }

    private Mono<Verdict> catchUp(Seat seat, int from, Stage at) {
        if (from == told.size()) {
            return PASS;
        }
        Told earlier = told.get(from);
        return Passing.then(inquiry.ask(seat, earlier.stage(), at, earlier.event()), () -> catchUp(seat, from + 1, at));
    }
}
