package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Walk;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.session.Phase.Reaction;
import org.milterflux.core.management.SessionStatus;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.UnknownCommand;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The state of one MTA connection, and the replies to its commands. For one command at a time.
 *
 * <p>Every command that wants an answer gets exactly one verdict, whatever the filters do. Connection-level refusals are
 * repeated at MAIL, as Postfix would go on refusing.
 */
final class MilterSession {

    private static final MailFrom NOBODY = new MailFrom("", List.of());

    private final Workshop workshop;
    private final Scheduler home;
    private final Terms terms;
    private final AttributeStore attributes = new AttributeStore();
    private final Offers.Front front;
    private final long since = System.nanoTime();
    private Walk walk;
    private Phase phase = Phase.NEW;
    private ClientConnection client;
    private Optional<Verdict> connectionRefusal = Optional.empty();
    private Optional<Verdict> messageRefusal = Optional.empty();
    private List<BodyChunk> spent = List.of();
    private volatile @Nullable OpenMessage message;
    private volatile boolean draining;

    /**
     * A session that has not begun.
     *
     * @param proposal what is asked of the MTA
     * @param home the connection's own thread
     */
    MilterSession(Peer peer, Workshop workshop, Proposal proposal, Scheduler home) {
        this.workshop = workshop;
        this.home = home;
        terms = new Terms(proposal);
        front = workshop.offers().of(peer.listener());
        client = ClientConnection.of(peer, attributes);
        walk = newWalk();
    }

    /** Whether a message has begun and not ended; safe from any thread. */
    boolean hasMessage() {
        return message != null;
    }

    /** The replies to one command; none where none is due. */
    Publisher<Reply> on(Command command) {
        CommandCode code = command.commandCode();
        Reaction reaction = phase.on(code);
        if (reaction == Reaction.PROCEED) {
            return proceed(command);
        }
        if (reaction == Reaction.RESTART) {
            abort();
            return proceed(command);
        }
        return reaction == Reaction.BEGIN ? stray(command) : violation(code);
    }

    /** The replies to the latest command are out: what they were made of is needed no more. */
    void answered() {
        if (!spent.isEmpty()) { // which it mostly is, and this is done for each command
            spent.forEach(BodyChunk::release);
            spent = List.of();
        }
    }

    /** When it began, by the clock of {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    /** What administrators are told of it; safe from any thread. */
    SessionStatus status(long now) {
        Peer peer = client.peer();
        return new SessionStatus(
                peer.id(), peer.listener(), peer.remote(), hasMessage(), (now - since) / 1_000_000_000);
    }

    /** Asks it to finish; whether that is now, and not with the verdict on the message at hand. Safe from any thread. */
    boolean drain() {
        draining = true;
        return !hasMessage();
    }

    /** Whether the reply is its last, as it was asked to finish. */
    boolean isDrainedBy(Reply reply) {
        return draining && reply.isVerdict() && !hasMessage();
    }

    /** The end of the connection, however it came; once. */
    void close() {
        abort();
        walk.close();
        attributes.close();
    }

    private Publisher<Reply> proceed(Command command) {
        return switch (command.commandCode()) {
            case NEGOTIATE -> negotiate((OptionNegotiation) command);
            case MACRO -> macros((Macros) command);
            case CONNECT -> connect((Connect) command);
            case HELO -> helo((Helo) command);
            case MAIL -> mail((MailFrom) command);
            case RCPT -> rcpt((RcptTo) command);
            case DATA -> data();
            case HEADER -> header((Header) command);
            case END_OF_HEADERS -> endOfHeaders();
            case BODY -> body((BodyChunk) command);
            case END_OF_MESSAGE -> endOfMessage((EndOfMessage) command);
            case UNKNOWN -> Promptly.map(walk.unknown(client, ((UnknownCommand) command).line()), Replies::of);
            case ABORT -> {
                abort();
                messageRefusal = Optional.empty();
                yield Replies.NOTHING;
            }
            case QUIT -> Replies.NOTHING;
            case QUIT_NEW_CONNECTION -> newConnection();
        };
    }

    private Publisher<Reply> negotiate(OptionNegotiation offer) {
        try {
            OptionNegotiation agreement = terms.agree(offer);
            walk.agreed(agreement);
            front.offered(offer.actions());
            phase = Phase.NEGOTIATED;
            return Mono.just(agreement);
        } catch (ProtocolException e) {
            return Flux.error(e);
        }
    }

    private Publisher<Reply> macros(Macros told) {
        terms.tell(told);
        front.told(told.values());
        walk.limits(terms.limits());
        return Replies.NOTHING;
    }

    private Publisher<Reply> connect(Connect told) {
        client = client.with(told, terms.macrosAt(MacroStage.CONNECT));
        phase = Phase.CONNECTED;
        return Promptly.map(walk.connect(client), this::connectionVerdict);
    }

    private Publisher<Reply> helo(Helo told) {
        client = client.greeted(told.name(), terms.macrosAt(MacroStage.HELO));
        phase = Phase.CONNECTED;
        messageRefusal = Optional.empty();
        return connectionRefusal.isPresent()
                ? Replies.CONTINUE_AT_ONCE
                : Promptly.map(walk.helo(client), this::connectionVerdict);
    }

    private Reply connectionVerdict(Verdict verdict) {
        if (!verdict.passes()) {
            connectionRefusal = Optional.of(verdict);
        }
        return Replies.of(verdict);
    }

    private Publisher<Reply> mail(MailFrom told) {
        return connectionRefusal
                .<Publisher<Reply>>map(refusal -> Mono.just(Replies.of(refusal)))
                .orElseGet(() -> Promptly.map(begin(told), this::settled));
    }

    private Mono<Verdict> begin(MailFrom told) {
        messageRefusal = Optional.empty();
        OpenMessage begun = new OpenMessage(workshop, terms, walk, client, told);
        message = begun;
        front.messageBegan();
        phase = Phase.IN_MAIL;
        return Promptly.map(begun.mail(), this::messageVerdict);
    }

    /** Part of a message whose MAIL never came: after a refusal the same again, else a message from nobody. */
    private Publisher<Reply> stray(Command command) {
        Optional<Verdict> refusal = messageRefusal.or(() -> connectionRefusal);
        if (refusal.isPresent()) {
            return reply(command.commandCode(), refusal.get());
        }
        return begin(NOBODY)
                .flatMapMany(verdict -> verdict.passes() ? proceed(command) : reply(command.commandCode(), verdict));
    }

    private Publisher<Reply> reply(CommandCode code, Verdict verdict) {
        return awaitsVerdict(code) ? Mono.just(Replies.of(verdict)) : Replies.NOTHING;
    }

    private Publisher<Reply> rcpt(RcptTo told) {
        phase = Phase.IN_RCPT;
        return Promptly.map(current().rcpt(told), verdict -> settled(staysOpen(verdict)));
    }

    private Publisher<Reply> data() {
        phase = Phase.IN_DATA;
        return Promptly.map(current().data(), verdict -> {
            if (!verdict.passes()) {
                phase = Phase.IN_RCPT;
            }
            return settled(staysOpen(verdict));
        });
    }

    private Publisher<Reply> header(Header told) {
        phase = Phase.IN_HEADERS;
        Mono<Verdict> verdict = Promptly.map(current().header(told), this::messageVerdict);
        return awaitsVerdict(CommandCode.HEADER)
                ? Promptly.map(verdict, Replies::of)
                : Promptly.flatMap(verdict, word -> Mono.empty()); // a refusal is repeated at the end of the header
    }

    private Publisher<Reply> endOfHeaders() {
        phase = Phase.IN_BODY;
        return Promptly.map(current().endOfHeaders(), verdict -> settled(messageVerdict(verdict)));
    }

    private Publisher<Reply> body(BodyChunk told) {
        phase = Phase.IN_BODY;
        return Promptly.map(current().body(told), verdict -> {
            Reply settled = settled(messageVerdict(verdict));
            return settled == Replies.CONTINUE && verdict.kind() == Verdict.Kind.SKIP && terms.has(Step.SKIP)
                    ? Replies.SKIP
                    : settled;
        });
    }

    private Publisher<Reply> endOfMessage(EndOfMessage told) {
        OpenMessage current = current();
        return current.end(told, verdict -> finish(current, verdict));
    }

    /** The last word on a message; when the MTA hears it, nothing of the message is left. */
    private Reply finish(OpenMessage ended, Verdict verdict) {
        if (!verdict.passes()) {
            messageRefusal = Optional.of(verdict);
        }
        workshop.journal().add(ended.record(verdict));
        spent = ended.spent();
        end(ended);
        return Replies.of(verdict);
    }

    private Publisher<Reply> newConnection() {
        walk.close();
        attributes.close();
        connectionRefusal = Optional.empty();
        messageRefusal = Optional.empty();
        terms.forgetMacros();
        client = ClientConnection.of(client.peer(), attributes);
        walk = newWalk();
        phase = Phase.NEGOTIATED;
        return Replies.NOTHING;
    }

    private Walk newWalk() {
        Walk fresh = new Walk(client, workshop.chain(), workshop.rules(), terms.limits(), workshop.timer(), home);
        fresh.agreed(terms.agreement());
        return fresh;
    }

    private Publisher<Reply> violation(CommandCode code) {
        ProtocolException error = new ProtocolException(code + " does not belong here: the session is " + phase);
        boolean answer = phase != Phase.NEW && awaitsVerdict(code);
        return answer ? Replies.TEMPFAIL_AT_ONCE.concatWith(Mono.error(error)) : Flux.error(error);
    }

    /** Whether the MTA waits for a verdict on the command. */
    boolean awaitsVerdict(CommandCode code) {
        return terms.awaitsVerdict(code);
    }

    /** A refusal leaves the message open, but a message that is to be dropped is over. */
    private Verdict staysOpen(Verdict verdict) {
        return verdict.kind() == Verdict.Kind.DISCARD ? messageVerdict(verdict) : verdict;
    }

    private Verdict messageVerdict(Verdict verdict) {
        OpenMessage current = message;
        if (!verdict.passes() && current != null) {
            finish(current, verdict);
        }
        return verdict;
    }

    /** The reply; where the administrator wants that, the last one when no filter waits for more of the message. */
    private Reply settled(Verdict verdict) {
        OpenMessage current = message;
        if (workshop.rules().earlyAccept() && verdict.passes() && current != null && current.isSettled()) {
            finish(current, Verdict.accept());
            return Replies.ACCEPT;
        }
        return Replies.of(verdict);
    }

    private void abort() {
        OpenMessage current = message;
        if (current != null) {
            workshop.journal().add(current.record(MessageLog.ABORTED, ""));
            end(current);
        }
    }

    private void end(OpenMessage ended) {
        message = null;
        phase = Phase.CONNECTED;
        ended.close();
    }

    private OpenMessage current() {
        OpenMessage current = message;
        if (current == null) {
            throw new IllegalStateException("no message in " + phase);
        }
        return current;
    }
}
