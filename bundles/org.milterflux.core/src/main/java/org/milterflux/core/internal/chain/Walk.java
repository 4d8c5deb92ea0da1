package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Connection;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Edited;
import org.milterflux.api.Envelope;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterFailure;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Guard;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.core.internal.message.RequiredAction;
import org.milterflux.protocol.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One connection's walk along the chain: for each event the filters in order, until one refuses.
 *
 * <p>The filters of a message are those of the generation in force at its MAIL. A filter that failed is answered for by its
 * policy; none of its edits remain. For one event at a time.
 */
public final class Walk {

    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);
    private static final Mono<Verdict> PASS = Mono.just(Verdict.pass());

    private final String connectionId;
    private final Chain chain;
    private final Scheduler timer;
    private final List<FilterNote> notes = new ArrayList<>();
    private Limits limits;
    private Set<Action> offered = EnumSet.allOf(Action.class);
    private Generation generation = Generation.EMPTY;
    private List<Seat> seats = List.of();
    private Optional<String> quarantine = Optional.empty();
    private @Nullable Connection greeted;

    /** A walk that has not begun. */
    public Walk(String connectionId, Chain chain, Limits limits, Scheduler timer) {
        this.connectionId = connectionId;
        this.chain = chain;
        this.limits = limits;
        this.timer = timer;
    }

    /** What the MTA in front allows, once it is known. */
    public void limits(Limits known) {
        limits = known;
    }

    /** What the MTA in front lets filters ask for; everything until it is known. */
    public void offered(Set<Action> actions) {
        offered = actions;
    }

    /** The filters' word on a new client. */
    public Mono<Verdict> connect(Connection connection) {
        refresh();
        seats.forEach(Seat::introduced);
        return ask(Stage.CONNECT, new Event.Connected(connection), 0);
    }

    /** The filters' word on the client's greeting. */
    public Mono<Verdict> helo(Connection connection) {
        greeted = connection;
        return ask(Stage.HELO, new Event.Greeted(connection), 0);
    }

    /** The filters' word on a sender; from here on the filters of the message are fixed. */
    public Mono<Verdict> sender(Envelope envelope) {
        notes.clear();
        quarantine = Optional.empty();
        if (chain.current().missing().isEmpty()) {
            return start(envelope);
        }
        return chain.complete()
                .timeout(limits.hold(), Mono.empty(), timer)
                .flatMap(complete -> start(envelope))
                .switchIfEmpty(Mono.fromSupplier(this::notAvailable));
    }

    /** The filters' word on a recipient. */
    public Mono<Verdict> recipient(Envelope envelope, Recipient recipient) {
        return ask(Stage.RECIPIENT, new Event.RecipientGiven(envelope, recipient), 0);
    }

    /** The filters' word before the content comes. */
    public Mono<Verdict> data(Envelope envelope) {
        return ask(Stage.DATA, new Event.DataStarted(envelope), 0);
    }

    /** Whether any filter wants to be asked at the stage. */
    public boolean asks(Stage stage) {
        return seats.stream().anyMatch(seat -> seat.asks(stage));
    }

    /** Whether any filter of the message still has to read its body. */
    public boolean readsBody() {
        return seats.stream()
                .anyMatch(seat ->
                        seat.asks(Stage.MESSAGE) && seat.filter().profile().readsBody());
    }

    /**
     * The filters' word on a whole message.
     *
     * @param view what a filter is shown of a passage; true when it reads the body
     */
    public Mono<Outcome> message(Passage arrived, BiFunction<Passage, Boolean, Message> view) {
        return pass(0, arrived, view);
    }

    /** What the filters did with the message so far. */
    public List<FilterNote> notes() {
        return List.copyOf(notes);
    }

    /** The message is over: filters that may go are let go. */
    public void endMessage(boolean aborted) {
        seats.forEach(seat -> seat.leaveMessage(aborted));
    }

    /** The connection is over. */
    public void close() {
        endMessage(true);
        seats.forEach(seat -> seat.conversation().close());
        seats = List.of();
    }

    private Mono<Verdict> start(Envelope envelope) {
        do {
            endMessage(false);
            refresh();
        } while (!seats.stream().allMatch(Seat::joinMessage));
        return introduceThenAsk(0, envelope);
    }

    private void refresh() {
        Generation current = chain.current();
        if (current.number() == generation.number()) {
            return;
        }
        Map<FilterInstance, Seat> before = new HashMap<>();
        seats.forEach(seat -> before.put(seat.filter(), seat));
        List<Seat> next = new ArrayList<>();
        for (Member member : current.members()) {
            Seat known = before.remove(member.filter());
            next.add(known == null ? new Seat(member) : known.under(member));
        }
        before.values().forEach(seat -> seat.conversation().close());
        seats = next;
        generation = current;
    }

    /** MAIL, for each filter in order: a filter that joined late hears of the connection first. */
    private Mono<Verdict> introduceThenAsk(int from, Envelope envelope) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (!seat.isIntroduced() || seat.refusal().isPresent() || seat.asks(Stage.SENDER)) {
                int next = i + 1;
                return introduce(seat, envelope.connection())
                        .flatMap(verdict -> verdict.passes() ? askSender(seat, envelope) : Mono.just(verdict))
                        .flatMap(verdict -> verdict.passes() ? introduceThenAsk(next, envelope) : Mono.just(verdict));
            }
        }
        return PASS;
    }

    private Mono<Verdict> askSender(Seat seat, Envelope envelope) {
        return seat.asks(Stage.SENDER) ? ask(seat, Stage.SENDER, Stage.SENDER, new Event.SenderGiven(envelope)) : PASS;
    }

    private Mono<Verdict> introduce(Seat seat, Connection connection) {
        if (seat.refusal().isPresent()) {
            return Mono.justOrEmpty(seat.refusal());
        }
        if (seat.isIntroduced()) {
            return PASS;
        }
        seat.introduced();
        return introduce(seat, Stage.CONNECT, new Event.Connected(connection))
                .flatMap(verdict -> verdict.passes() && greeted != null
                        ? introduce(seat, Stage.HELO, new Event.Greeted(connection))
                        : Mono.just(verdict))
                .doOnNext(verdict -> {
                    if (!verdict.passes() && seat.isIntroduced()) {
                        seat.refuses(verdict);
                    }
                });
    }

    private Mono<Verdict> introduce(Seat seat, Stage stage, Event event) {
        return seat.asks(stage) ? ask(seat, stage, Stage.SENDER, event) : PASS;
    }

    private Mono<Verdict> ask(Stage stage, Event event, int from) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.asks(stage)) {
                int next = i + 1;
                Mono<Verdict> answer = stage.isConnection()
                        ? whileHeld(seat, ask(seat, stage, stage, event))
                        : ask(seat, stage, stage, event);
                return answer.flatMap(verdict -> verdict.passes() ? ask(stage, event, next) : Mono.just(verdict));
            }
        }
        return PASS;
    }

    /** Between messages no filter is held: hold it for the call, or leave it out when it is on its way out. */
    private static Mono<Verdict> whileHeld(Seat seat, Mono<Verdict> answer) {
        return Mono.defer(() -> seat.filter().acquire()
                ? answer.doFinally(signal -> seat.filter().release())
                : PASS);
    }

    /**
     * One filter's verdict.
     *
     * @param at the stage whose failure rules apply, which for a late introduction is the one that waits for it
     */
    private Mono<Verdict> ask(Seat seat, Stage stage, Stage at, Event event) {
        return limited(seat, limits.command(), seat.conversation().on(stage, event))
                .map(decision -> verdict(seat, stage, decision))
                .onErrorResume(FilterFailure.class, failure -> Mono.just(failed(seat, at, failure)));
    }

    private Mono<Decision> limited(Seat seat, Duration most, Mono<Decision> answer) {
        Duration own = seat.policy().timeout();
        return Guard.within(own.compareTo(most) < 0 ? own : most, timer, answer);
    }

    private Verdict verdict(Seat seat, Stage stage, Decision decision) {
        if (!(decision instanceof Verdict verdict)) {
            throw new FilterFailure("it answered " + stage + " with edits, which only a whole message takes");
        }
        if (verdict.kind() == Verdict.Kind.ACCEPT) {
            seat.accepts(stage);
        }
        if (stage.isConnection() && verdict.kind() == Verdict.Kind.DISCARD) {
            LOG.info(
                    "{} filter {} answered {} with discard, which has no effect there",
                    connectionId,
                    seat.filter(),
                    stage);
            return Verdict.pass();
        }
        if (!verdict.passes()) {
            note(seat, word(verdict));
        }
        return verdict;
    }

    private Mono<Outcome> pass(int from, Passage passage, BiFunction<Passage, Boolean, Message> view) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.asks(Stage.MESSAGE)) {
                int next = i + 1;
                return ask(seat, passage, view)
                        .flatMap(outcome ->
                                outcome.verdict().passes() ? pass(next, outcome.passage(), view) : Mono.just(outcome));
            }
        }
        return Mono.just(
                new Outcome(Verdict.pass(), quarantine.map(passage::quarantined).orElse(passage)));
    }

    private Mono<Outcome> ask(Seat seat, Passage passage, BiFunction<Passage, Boolean, Message> view) {
        Message message = view.apply(passage, seat.filter().profile().readsBody());
        return limited(seat, limits.content(), seat.conversation().onMessage(message))
                .map(decision -> outcome(seat, passage, decision))
                .onErrorResume(
                        FilterFailure.class,
                        failure -> Mono.just(new Outcome(failed(seat, Stage.MESSAGE, failure), passage)));
    }

    private Outcome outcome(Seat seat, Passage passage, Decision decision) {
        seat.accepts(Stage.MESSAGE);
        if (decision instanceof Verdict verdict) {
            note(seat, word(verdict));
            return new Outcome(verdict, passage);
        }
        List<Edit> edits = ((Edited) decision).edits();
        edits.forEach(edit -> requireAllowed(seat, edit));
        try {
            Passage edited = passage.then(edits);
            note(seat, "edits(" + edits.size() + ")");
            return new Outcome(Verdict.pass(), edited);
        } catch (IllegalArgumentException e) {
            throw FilterFailure.of(e);
        }
    }

    private void requireAllowed(Seat seat, Edit edit) {
        if (!seat.filter().profile().edits().contains(edit.kind())) {
            throw new FilterFailure("it asked for an edit of " + edit.kind() + ", but its profile declares only "
                    + seat.filter().profile().edits());
        }
        if (!offered.contains(RequiredAction.of(edit))) {
            throw new FilterFailure("the MTA did not offer " + RequiredAction.of(edit) + ", which its edit needs");
        }
    }

    private Verdict failed(Seat seat, Stage stage, FilterFailure failure) {
        seat.failed();
        note(seat, "failed");
        LOG.warn(
                "{} filter {} of bundle {} failed at {}: {}; {}",
                connectionId,
                seat.filter(),
                seat.filter().profile().bundle(),
                stage.name().toLowerCase(Locale.ROOT),
                failure.getMessage(),
                stage.isConnection()
                        ? "it is asked again at the next message"
                        : "its policy for the message: "
                                + seat.policy().failure().name().toLowerCase(Locale.ROOT),
                failure.getCause());
        if (stage.isConnection()) {
            return Verdict.pass();
        }
        if (seat.policy().failure() == FailureAction.QUARANTINE) {
            quarantine = Optional.of("filter " + seat.filter().id() + " failed");
        }
        return seat.policy().failure().refusal().orElse(Verdict.pass());
    }

    private Verdict notAvailable() {
        String missing = String.join(", ", chain.current().missing());
        LOG.warn("{} message refused for now: required filter {} is not there", connectionId, missing);
        return Verdict.tempfail("4.3.0", "Filter " + missing + " not available");
    }

    private void note(Seat seat, String what) {
        notes.add(new FilterNote(seat.filter().id(), what));
    }

    private static String word(Verdict verdict) {
        return verdict.kind().name().toLowerCase(Locale.ROOT);
    }
}
