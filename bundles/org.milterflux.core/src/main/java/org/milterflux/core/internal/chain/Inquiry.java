package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Edited;
import org.milterflux.api.Event;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.FilterFailure;
import org.milterflux.core.internal.filter.Guard;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.core.internal.message.RequiredAction;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks one filter at a time, within its time, and answers for it by its policy when it fails. */
final class Inquiry {

    static final Mono<Verdict> PASS = Mono.just(Verdict.pass());

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private static final OptionNegotiation EVERYTHING = OptionNegotiation.offer(Negotiation.NEWEST);

    private final String connectionId;
    private final Scheduler timer;
    private List<Seat> seats = List.of();
    private OptionNegotiation agreement = EVERYTHING;
    private Deadline deadline;
    private Optional<String> quarantine = Optional.empty();
    private Optional<Seat> decider = Optional.empty();

    Inquiry(String connectionId, Scheduler timer) {
        this.connectionId = connectionId;
        this.timer = timer;
        deadline = Deadline.in(Duration.ZERO, timer);
    }

    /** All filters of the connection, in order. */
    void seats(List<Seat> all) {
        seats = all;
    }

    void agreed(OptionNegotiation terms) {
        agreement = terms;
    }

    /** A new message: nothing has been said of it. */
    void beginMessage() {
        quarantine = Optional.empty();
        decider = Optional.empty();
    }

    /** A new event: all filters together have so much time. */
    void beginEvent(Duration time) {
        deadline = Deadline.in(time, timer);
    }

    /** The filter whose word on the message it was; empty while all let it pass. */
    Optional<String> decider() {
        return decider.map(seat -> seat.filter().id());
    }

    /** The message, put on hold when the policy of a filter that failed wants that. */
    Passage held(Passage passage) {
        return quarantine.map(passage::quarantined).orElse(passage);
    }

    /** One filter's verdict on an event; passing when it does not want to be asked. */
    Mono<Verdict> ask(Seat seat, Stage stage, Event event) {
        return ask(seat, stage, stage, event);
    }

    /**
     * The same, for an event that is over already.
     *
     * @param at the stage that waits for the answer, whose failure rules apply
     */
    Mono<Verdict> ask(Seat seat, Stage stage, Stage at, Event event) {
        boolean outsideMessages = at.isConnection() || at == Stage.UNKNOWN;
        boolean asks = outsideMessages ? seat.conversation().wants(stage) : seat.asks(stage);
        if (!asks) {
            return PASS;
        }
        long begun = System.nanoTime();
        return answered(
                limited(seat, () -> seat.conversation().on(stage, event)),
                decision -> verdict(seat, stage, decision, begun),
                failure -> failed(seat, stage, at, failure, begun));
    }

    /** Tells one filter of a header field, when it takes content in pieces. */
    void tell(Seat seat, Event event) {
        if (seat.asks(Stage.CONTENT)) {
            seat.conversation().tell(event);
        }
    }

    /** One filter's word on a whole message. */
    Mono<Outcome> outcome(Seat seat, Passage passage, Supplier<Mono<Decision>> call) {
        long begun = System.nanoTime();
        return answered(
                limited(seat, call),
                decision -> outcome(seat, passage, decision, begun),
                failure -> new Outcome(failed(seat, Stage.MESSAGE, Stage.MESSAGE, failure, begun), passage));
    }

    /** What becomes of an answer; it is a failure, too, when it is one that cannot be. */
    private static <T> Mono<T> answered(
            Mono<Decision> answer, Function<Decision, T> word, Function<FilterFailure, T> failed) {
        Decision decision = Promptly.valueOf(answer);
        if (decision == null) {
            return answer.map(word).onErrorResume(FilterFailure.class, failure -> Mono.just(failed.apply(failure)));
        }
        try {
            return Mono.just(word.apply(decision));
        } catch (FilterFailure failure) {
            return Mono.just(failed.apply(failure));
        }
    }

    /** What the policy says of a filter that failed for as long as the connection lasts. */
    Verdict failedBefore(Seat seat) {
        seat.staysOut("it failed earlier on this connection");
        return byPolicy(seat, Stage.SENDER);
    }

    /** What the policy says of a filter whose condition cannot be told. */
    Verdict unmeant(Seat seat, Stage at, FilterFailure failure) {
        return answeredFor(seat, at, at, failure, System.nanoTime());
    }

    private Verdict failed(Seat seat, Stage stage, Stage at, FilterFailure failure, long begun) {
        if (!failure.isBreakerOpen()) {
            seat.filter().failed(failure.reason());
        }
        return answeredFor(seat, stage, at, failure, begun);
    }

    private Verdict answeredFor(Seat seat, Stage stage, Stage at, FilterFailure failure, long begun) {
        seat.failed();
        note(seat, stage, "failed", failure.reason(), begun);
        boolean put = at.isConnection() && seat.policy().failureScope() == FailureScope.MESSAGE;
        LOG.atLevel(failure.isBreakerOpen() ? Level.DEBUG : Level.WARN)
                .setCause(failure.getCause())
                .log(
                        "{} filter {} of bundle {} failed at {}: {}; {}",
                        connectionId,
                        seat.filter(),
                        seat.filter().profile().bundle(),
                        Words.lower(stage),
                        failure.reason(),
                        put
                                ? "it is asked again at the next message"
                                : "its policy: " + Words.lower(seat.policy().failure()));
        return put ? Verdict.pass() : byPolicy(seat, at);
    }

    private Verdict byPolicy(Seat seat, Stage at) {
        if (seat.policy().shadow()) {
            return Verdict.pass();
        }
        FailureAction action = seat.policy().failure();
        if (action == FailureAction.QUARANTINE) {
            quarantine = Optional.of("filter " + seat.filter().id() + " failed");
        }
        return decided(seat, at, action.refusal(seat.policy().failureReply()).orElse(Verdict.pass()));
    }

    private Mono<Decision> limited(Seat seat, Supplier<Mono<Decision>> call) {
        if (!seat.filter().breaker().admits()) {
            return Mono.error(FilterFailure.breakerOpen());
        }
        Duration limit = deadline.share(seat.policy().timeout(), later(seat));
        return Guard.within(
                limit, timer, () -> seat.filter().inTurn(seat.policy().concurrency(), call));
    }

    /** How many filters may still be asked after this one. */
    private int later(Seat seat) {
        int later = 0;
        for (int i = seats.indexOf(seat) + 1; i < seats.size(); i++) {
            if (seats.get(i).mayBeAsked()) {
                later++;
            }
        }
        return later;
    }

    private Verdict verdict(Seat seat, Stage stage, Decision decision, long begun) {
        if (!(decision instanceof Verdict verdict)) {
            throw new FilterFailure(
                    "it answered " + Words.lower(stage) + " with edits, which only a whole message takes");
        }
        answered(seat, stage, Words.of(verdict), Words.reply(verdict), begun);
        if (isWithoutEffect(stage, verdict)) {
            LOG.info("{} filter {}: {} has no effect at {}", connectionId, seat.filter(), Words.of(verdict), stage);
            return Verdict.pass();
        }
        if (verdict.kind() == Verdict.Kind.SKIP) {
            seat.skipsBody();
        }
        if (seat.policy().shadow() && !verdict.passes()) {
            seat.isDone();
            return Verdict.pass();
        }
        if (verdict.kind() == Verdict.Kind.ACCEPT && stage.isConnection()) {
            seat.leavesConnection();
        } else if (isLast(stage, verdict)) {
            seat.isDone();
        }
        return decided(seat, stage, verdict);
    }

    /** The connection cannot be discarded, and a command the MTA does not know is nothing to accept or discard. */
    private static boolean isWithoutEffect(Stage stage, Verdict verdict) {
        return verdict.kind() == Verdict.Kind.DISCARD && (stage.isConnection() || stage == Stage.UNKNOWN);
    }

    private static boolean isLast(Stage stage, Verdict verdict) {
        return switch (verdict.kind()) {
            case PASS, SKIP -> false;
            case ACCEPT -> stage != Stage.UNKNOWN;
            case REJECT, TEMPFAIL -> !stage.staysOpen();
            case DISCARD -> true;
        };
    }

    private Outcome outcome(Seat seat, Passage passage, Decision decision, long begun) {
        boolean shadow = seat.policy().shadow();
        if (decision instanceof Verdict verdict) {
            answered(seat, Stage.MESSAGE, Words.of(verdict), Words.reply(verdict), begun);
            seat.isDone();
            return new Outcome(shadow ? Verdict.pass() : decided(seat, Stage.MESSAGE, verdict), passage);
        }
        List<Edit> edits = ((Edited) decision).edits();
        Passage edited = edited(seat, passage, edits);
        seat.edits(edits);
        answered(seat, Stage.MESSAGE, edits.isEmpty() ? "pass" : "edits", "", begun);
        seat.isDone();
        return new Outcome(Verdict.pass(), shadow ? passage : edited);
    }

    private Passage edited(Seat seat, Passage passage, List<Edit> edits) {
        edits.forEach(edit -> requireAllowed(seat, edit));
        try {
            return passage.then(edits);
        } catch (IllegalArgumentException e) {
            throw FilterFailure.of(e);
        }
    }

    private void requireAllowed(Seat seat, Edit edit) {
        Set<Edit.Kind> declared = seat.filter().profile().effects().edits();
        if (!declared.contains(edit.kind())) {
            throw new FilterFailure(
                    "it asked for an edit of " + edit.kind() + ", but its profile declares only " + declared);
        }
        if (!agreement.has(RequiredAction.of(edit))) {
            throw new FilterFailure("the MTA did not offer " + RequiredAction.of(edit) + ", which its edit needs");
        }
    }

    private Verdict decided(Seat seat, Stage stage, Verdict verdict) {
        if (!verdict.passes() && isLast(stage, verdict)) {
            decider = Optional.of(seat);
        }
        return verdict;
    }

    private static void answered(Seat seat, Stage stage, String answer, String detail, long begun) {
        seat.filter().breaker().succeeded();
        note(seat, stage, answer, detail, begun);
    }

    private static void note(Seat seat, Stage stage, String answer, String detail, long begun) {
        seat.called(stage, seat.policy().shadow() ? "shadow-" + answer : answer, detail, System.nanoTime() - begun);
    }
}
