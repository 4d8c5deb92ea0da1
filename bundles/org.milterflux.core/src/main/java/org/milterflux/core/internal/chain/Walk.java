package org.milterflux.core.internal.chain;

import static org.milterflux.core.internal.chain.Inquiry.PASS;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.protocol.OptionNegotiation;
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

    private final Roster roster;
    private final Rules rules;
    private final Scheduler timer;
    private final Scheduler home;
    private final Inquiry inquiry;
    private final Joining joining;
    private Limits limits;
    private @Nullable Content content;

    /**
     * A walk that has not begun.
     *
     * @param connection of which only where it came from is known
     * @param home the connection's own thread
     */
    public Walk(Connection connection, Chain chain, Rules rules, Limits limits, Scheduler timer, Scheduler home) {
        this.rules = rules;
        this.limits = limits;
        this.timer = timer;
        this.home = home;
        inquiry = new Inquiry(connection.id(), timer);
        roster = new Roster(chain, inquiry);
        joining = new Joining(inquiry, MessageFacts.of(connection));
    }

    /** What the MTA in front allows, once it is known. */
    public void limits(Limits known) {
        limits = known;
    }

    /** What was agreed with the MTA in front: what it lets filters ask for. */
    public void agreed(OptionNegotiation agreement) {
        inquiry.agreed(agreement);
    }

    /** The filters' word on a new client. */
    public Mono<Verdict> connect(Connection connection) {
        roster.refresh();
        return onConnection(Stage.CONNECT, connection, new Event.Connected(connection));
    }

    /** The filters' word on the client's greeting. */
    public Mono<Verdict> helo(Connection connection) {
        joining.greeted(connection);
        return onConnection(Stage.HELO, connection, new Event.Greeted(connection));
    }

    /** The filters' word on a command the MTA does not know. */
    public Mono<Verdict> unknown(Connection connection, String line) {
        inquiry.beginEvent(limits.command());
        Event event = new Event.CommandUnknown(connection, line);
        return roster.along(
                Seat::asksOfUnknown, seat -> whileHeld(seat, () -> inquiry.ask(seat, Stage.UNKNOWN, event)));
    }

    /** The filters' word on a sender; from here on the filters of the message are fixed. */
    public Mono<Verdict> sender(Envelope envelope) {
        inquiry.beginMessage();
        return sender(envelope, Deadline.in(rules.hold().orElse(limits.hold()), timer));
    }

    /** The filters' word on a recipient. */
    public Mono<Verdict> recipient(Envelope envelope, Recipient recipient) {
        return onMessage(Stage.RECIPIENT, envelope, new Event.RecipientGiven(envelope, recipient));
    }

    /** Shows a recipient that the MTA has refused already to the filters that want to see such; passes. */
    public Mono<Verdict> refusedRecipient(Envelope envelope, Recipient recipient) {
        inquiry.beginEvent(limits.command());
        Event event = new Event.RecipientGiven(envelope, recipient);
        return roster.along(
                seat -> seat.filter().profile().effects().rejectedRecipients() && seat.asks(Stage.RECIPIENT),
                seat -> Promptly.map(inquiry.ask(seat, Stage.RECIPIENT, event), word -> Verdict.pass()));
    }

    /** The filters' word before the content comes. */
    public Mono<Verdict> data(Envelope envelope) {
        return onMessage(Stage.DATA, envelope, new Event.DataStarted(envelope));
    }

    /**
     * The first filter that wants the content is to be given it as it comes, if it takes pieces. To be called when the
     * content begins.
     */
    public void serveLive() {
        content().serveLive();
    }

    /** Tells the filter that is served live of a header field. It cannot refuse here. */
    public void header(HeaderField field) {
        content().header(field);
    }

    /** The word of the filter that is served live on the header. */
    public Mono<Verdict> endOfHeaders() {
        return piece(new Event.HeadersEnded());
    }

    /** The word of the filter that is served live on a piece of the body. */
    public Mono<Verdict> body(ByteBuffer bytes) {
        return piece(new Event.BodyRead(bytes.asReadOnlyBuffer()));
    }

    /** Whether a filter has failed in this message, or on this connection; what it was shown it may still be looking at. */
    public boolean hasFailed() {
        return roster.seats().stream().anyMatch(Seat::hasFailed);
    }

    /** Whether the body must be kept until the end of the message. */
    public boolean keepsBody() {
        return content().keepsBody();
    }

    /** Whether the MTA must go on sending the body: for a filter, or to know how long it is. */
    public boolean readsBody() {
        return content().readsBody();
    }

    /** Whether any filter may still be asked about the message. */
    public boolean isAwaited() {
        return roster.seats().stream().anyMatch(Seat::mayBeAsked);
    }

    /**
     * The filters' word on a whole message, which comes home from whatever thread it was said on: there the edits are made.
     *
     * @param size bytes of header and body
     * @param view what a filter is shown of a passage; true when with its body
     */
    public Mono<Outcome> message(
            Envelope envelope, long size, Passage arrived, BiFunction<Passage, Boolean, Message> view) {
        joining.facts(MessageFacts.of(envelope, size));
        inquiry.beginEvent(limits.end());
        Mono<Outcome> word = content().pass(arrived, view);
        return Promptly.valueOf(word) == null ? word.publishOn(home) : word;
    }

    /** The filter whose word on the message it was; empty when all let it pass. */
    public Optional<String> decider() {
        return inquiry.decider();
    }

    /** What every filter of the chain did with the message so far. */
    public List<FilterRecord> records() {
        return roster.seats().stream().map(Seat::record).toList();
    }

    /** The number of the generation whose filters see the message. */
    public long generation() {
        return roster.generation();
    }

    /** The message is over: filters that may go are let go, and those that had not the last word are told. */
    public void endMessage() {
        roster.endMessage();
    }

    /** The connection is over. */
    public void close() {
        roster.close();
    }

    /** Whether a required filter is there is asked of the chain that is pinned, not before: it may leave in between. */
    private Mono<Verdict> sender(Envelope envelope, Deadline hold) {
        MessageFacts facts = MessageFacts.of(envelope);
        roster.pin();
        if (!roster.missing(AbsentAction.TEMPFAIL, facts).isEmpty()) {
            return Mono.fromSupplier(() -> notAvailable(AbsentAction.TEMPFAIL, facts));
        }
        if (roster.missing(AbsentAction.HOLD, facts).isEmpty()) {
            return begin(envelope);
        }
        roster.endMessage(); // a filter that leaves does not wait for a message that waits
        return roster.pinComplete(facts, hold, timer)
                .flatMap(inTime ->
                        inTime ? begin(envelope) : Mono.fromSupplier(() -> notAvailable(AbsentAction.HOLD, facts)));
    }

    private Mono<Verdict> begin(Envelope envelope) {
        joining.endMessage();
        content = newContent();
        return onMessage(Stage.SENDER, envelope, new Event.SenderGiven(envelope));
    }

    private Content content() {
        Content current = content;
        if (current == null) {
            throw new IllegalStateException("no message");
        }
        return current;
    }

    private Content newContent() {
        return new Content(roster.seats(), inquiry, joining, rules.quarantineStopsChain());
    }

    private Mono<Verdict> onConnection(Stage stage, Connection connection, Event event) {
        joining.facts(MessageFacts.of(connection));
        inquiry.beginEvent(limits.command());
        return roster.along(
                seat -> joining.hearsOfConnection(seat, stage),
                seat -> whileHeld(seat, () -> joining.hear(seat, stage, event)));
    }

    /** Between messages no filter is held: hold it for the call, or leave it out when it is on its way out. */
    private static Mono<Verdict> whileHeld(Seat seat, Supplier<Mono<Verdict>> answer) {
        if (!seat.filter().acquire()) {
            return PASS;
        }
        boolean pending = false;
        try {
            Mono<Verdict> word = answer.get();
            pending = Promptly.valueOf(word) == null;
            return pending ? word.doFinally(signal -> seat.filter().release()) : word;
        } finally {
            if (!pending) {
                seat.filter().release();
            }
        }
    }

    private Mono<Verdict> onMessage(Stage stage, Envelope envelope, Event event) {
        joining.facts(MessageFacts.of(envelope));
        inquiry.beginEvent(limits.command());
        Mono<Verdict> word = roster.along(
                seat -> seat.decidesAt(stage) || seat.asks(stage),
                seat -> Passing.then(joining.join(seat, stage), () -> inquiry.ask(seat, stage, event)));
        return Promptly.peek(word, verdict -> {
            if (verdict.passes() && roster.isAnyWaiting()) {
                joining.tellLater(stage, event);
            }
        });
    }

    private Mono<Verdict> piece(Event event) {
        inquiry.beginEvent(limits.piece());
        return content().piece(event);
    }

    private Verdict notAvailable(AbsentAction action, MessageFacts facts) {
        String missing = String.join(", ", roster.missing(action, facts));
        LOG.warn(
                "{} message refused for now: required filter {} is not there",
                facts.connection().id(),
                missing);
        return Verdict.tempfail("4.3.0", "Filter " + missing + " not available");
    }
}
