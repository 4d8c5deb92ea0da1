package org.milterflux.core.internal.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.message.Passage;
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
    private final Inquiry inquiry;
    private Generation generation = Generation.EMPTY;
    private List<Seat> seats = List.of();
    private @Nullable Connection greeted;

    /** A walk that has not begun. */
    public Walk(String connectionId, Chain chain, Limits limits, Scheduler timer) {
        this.connectionId = connectionId;
        this.chain = chain;
        this.timer = timer;
        inquiry = new Inquiry(connectionId, limits, timer);
    }

    /** What the MTA in front allows, once it is known. */
    public void limits(Limits known) {
        inquiry.limits(known);
    }

    /** What the MTA in front lets filters ask for; everything until it is known. */
    public void offered(Set<Action> actions) {
        inquiry.offered(actions);
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
        inquiry.begin();
        if (chain.current().missing().isEmpty()) {
            return start(envelope);
        }
        return chain.complete()
                .timeout(inquiry.limits().hold(), Mono.empty(), timer)
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
        return inquiry.notes();
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
        return seat.asks(Stage.SENDER)
                ? inquiry.verdict(seat, Stage.SENDER, Stage.SENDER, new Event.SenderGiven(envelope))
                : PASS;
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
                    if (!verdict.passes() && seat.isIntroduced()) { // a failure undoes the introduction
                        seat.refuses(verdict);
                    }
                });
    }

    private Mono<Verdict> introduce(Seat seat, Stage stage, Event event) {
        return seat.asks(stage) ? inquiry.verdict(seat, stage, Stage.SENDER, event) : PASS;
    }

    private Mono<Verdict> ask(Stage stage, Event event, int from) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.asks(stage)) {
                int next = i + 1;
                Mono<Verdict> answer = inquiry.verdict(seat, stage, stage, event);
                return (stage.isConnection() ? whileHeld(seat, answer) : answer)
                        .flatMap(verdict -> verdict.passes() ? ask(stage, event, next) : Mono.just(verdict));
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

    private Mono<Outcome> pass(int from, Passage passage, BiFunction<Passage, Boolean, Message> view) {
        for (int i = from; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.asks(Stage.MESSAGE)) {
                int next = i + 1;
                return inquiry.outcome(
                                seat,
                                passage,
                                view.apply(passage, seat.filter().profile().readsBody()))
                        .flatMap(outcome ->
                                outcome.verdict().passes() ? pass(next, outcome.passage(), view) : Mono.just(outcome));
            }
        }
        return Mono.just(new Outcome(Verdict.pass(), inquiry.held(passage)));
    }

    private Verdict notAvailable() {
        String missing = String.join(", ", chain.current().missing());
        LOG.warn("{} message refused for now: required filter {} is not there", connectionId, missing);
        return Verdict.tempfail("4.3.0", "Filter " + missing + " not available");
    }
}
