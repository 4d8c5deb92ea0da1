package org.milterflux.core.internal.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Walk;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.message.Emission;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.core.internal.session.Phase.Reaction;
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
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The state of one MTA connection, and the replies to its commands. For one command at a time.
 *
 * <p>Every command that wants an answer gets exactly one verdict, whatever the filters do. Connection-level refusals are
 * repeated at MAIL, as Postfix would go on refusing.
 */
final class MilterSession {

    private static final Sender NOBODY = new Sender("", List.of());

    private final Peer peer;
    private final Workshop workshop;
    private final AttributeStore attributes = new AttributeStore();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Walk walk;
    private Phase phase = Phase.NEW;
    private Mta mta = Mta.UNKNOWN;
    private MacroScopes macros = MacroScopes.NONE;
    private ClientConnection client;
    private OptionNegotiation agreement = Negotiation.answer(OptionNegotiation.offer(Negotiation.NEWEST), Wishes.ALL);
    private Optional<Verdict> connectionRefusal = Optional.empty();
    private Optional<Verdict> messageRefusal = Optional.empty();
    private volatile @Nullable IncomingMessage message;
    private boolean dataGiven;

    MilterSession(Peer peer, Workshop workshop) {
        this.peer = peer;
        this.workshop = workshop;
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

    /** The end of the connection, however it came. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            abort();
            walk.close();
            attributes.close();
        }
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
            case BODY -> body(((BodyChunk) command).bytes());
            case END_OF_MESSAGE -> endOfMessage((EndOfMessage) command);
            case UNKNOWN -> Replies.CONTINUE_AT_ONCE;
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
            agreement = Negotiation.answer(offer, Wishes.ALL);
        } catch (ProtocolException e) {
            return Flux.error(e);
        }
        walk.offered(agreement.actions());
        phase = Phase.NEGOTIATED;
        return Mono.just(agreement);
    }

    private Publisher<Reply> macros(Macros told) {
        macros = macros.with(told);
        if (mta == Mta.UNKNOWN) {
            mta = told.event() == CommandCode.HEADER.letter() || told.event() == CommandCode.BODY.letter()
                    ? Mta.POSTFIX
                    : Mta.of(told.values());
            walk.limits(workshop.limits(mta));
        }
        return Replies.NOTHING;
    }

    private Publisher<Reply> connect(Connect told) {
        macros = macros.at(MacroStage.CONNECT);
        client = client.with(told, macros);
        phase = Phase.CONNECTED;
        return walk.connect(client).map(this::connectionVerdict);
    }

    private Publisher<Reply> helo(Helo told) {
        macros = macros.at(MacroStage.HELO);
        client = client.greeted(told.name(), macros);
        phase = Phase.CONNECTED;
        messageRefusal = Optional.empty();
        return connectionRefusal.isPresent()
                ? Replies.CONTINUE_AT_ONCE
                : walk.helo(client).map(this::connectionVerdict);
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
                .orElseGet(() -> begin(new Sender(unbracketed(told.address()), told.arguments()))
                        .map(Replies::of));
    }

    private Mono<Verdict> begin(Sender sender) {
        macros = macros.at(MacroStage.MAIL);
        messageRefusal = Optional.empty();
        dataGiven = false;
        IncomingMessage begun = new IncomingMessage(sender, workshop.room().spool());
        message = begun;
        phase = Phase.IN_MAIL;
        return walk.sender(begun.envelope(client, macros)).map(verdict -> messageVerdict(begun, verdict));
    }

    /** Part of a message whose MAIL never came: after a refusal the same again, else a message from nobody. */
    private Publisher<Reply> stray(Command command) {
        Optional<Verdict> refusal = messageRefusal.or(() -> connectionRefusal);
        if (refusal.isPresent()) {
            return awaitsVerdict(command.commandCode()) ? Mono.just(Replies.of(refusal.get())) : Replies.NOTHING;
        }
        return begin(NOBODY).flatMapMany(verdict -> {
            if (verdict.passes()) {
                return proceed(command);
            }
            return awaitsVerdict(command.commandCode()) ? Mono.just(Replies.of(verdict)) : Replies.NOTHING;
        });
    }

    private Publisher<Reply> rcpt(RcptTo told) {
        macros = macros.at(MacroStage.RCPT);
        phase = Phase.IN_RCPT;
        IncomingMessage current = current();
        Recipient recipient = new Recipient(unbracketed(told.address()), told.arguments());
        Mono<Verdict> verdict = walk.asks(Stage.RECIPIENT)
                ? walk.recipient(current.envelope(client, macros), recipient)
                : Mono.just(Verdict.pass());
        return verdict.map(word -> {
            if (word.passes()) {
                current.add(recipient);
            } else if (word.kind() == Verdict.Kind.DISCARD) {
                refuse(current, word);
            }
            return Replies.of(word);
        });
    }

    private Publisher<Reply> data() {
        phase = Phase.IN_DATA;
        dataGiven = true;
        IncomingMessage current = current();
        return walk.data(current.envelope(client, macros)).map(verdict -> {
            if (verdict.kind() == Verdict.Kind.DISCARD) {
                refuse(current, verdict);
            } else if (!verdict.passes()) {
                phase = Phase.IN_RCPT;
            }
            return Replies.of(verdict);
        });
    }

    private Publisher<Reply> header(Header told) {
        phase = Phase.IN_HEADERS;
        boolean leading = agreement.has(Step.HEADER_LEADING_SPACE);
        current().add(HeaderField.of(told.name(), leading ? told.value() : " " + told.value()));
        return awaitsVerdict(CommandCode.HEADER) ? Replies.CONTINUE_AT_ONCE : Replies.NOTHING;
    }

    private Publisher<Reply> endOfHeaders() {
        phase = Phase.IN_BODY;
        return refuseExcess().<Publisher<Reply>>map(Mono::just).orElse(Replies.CONTINUE_AT_ONCE);
    }

    private Publisher<Reply> body(ByteBuffer bytes) {
        phase = Phase.IN_BODY;
        Optional<Reply> excess = refuseExcess();
        if (excess.isPresent()) {
            return Mono.just(excess.get());
        }
        if (!walk.readsBody()) {
            return agreement.has(Step.SKIP) ? Replies.SKIP_AT_ONCE : Replies.CONTINUE_AT_ONCE;
        }
        return keep(bytes).map(Replies::of);
    }

    private Mono<Verdict> keep(ByteBuffer bytes) {
        IncomingMessage current = current();
        return current.keep(bytes, workshop.disk()).map(verdict -> messageVerdict(current, verdict));
    }

    private Publisher<Reply> endOfMessage(EndOfMessage told) {
        Optional<Reply> excess = refuseExcess();
        if (excess.isPresent()) {
            return Mono.just(excess.get());
        }
        ByteBuffer tail = told.tail();
        Mono<Verdict> kept = tail.hasRemaining() && walk.readsBody() ? keep(tail) : Mono.just(Verdict.pass());
        return kept.flatMapMany(verdict -> verdict.passes() ? conclude(current()) : Mono.just(Replies.of(verdict)));
    }

    private Publisher<Reply> conclude(IncomingMessage current) {
        ClientEnvelope envelope = current.envelope(client, macros);
        return new Conclusion(workshop, walk, mta, new Emission(agreement, workshop.disk()))
                .of(current, envelope, dataGiven, verdict -> finish(current, envelope, verdict));
    }

    /** The last word on a message; when the MTA hears it, nothing of the message is left. */
    private Reply finish(IncomingMessage current, ClientEnvelope envelope, Verdict verdict) {
        MessageLog.ended(envelope, verdict, walk.notes(), current.spool().body().size(), current.age());
        end(current, false);
        return Replies.of(verdict);
    }

    private Publisher<Reply> newConnection() {
        walk.close();
        attributes.close();
        connectionRefusal = Optional.empty();
        messageRefusal = Optional.empty();
        macros = MacroScopes.NONE;
        client = ClientConnection.of(peer, attributes);
        walk = newWalk();
        phase = Phase.NEGOTIATED;
        return Replies.NOTHING;
    }

    private Walk newWalk() {
        Walk fresh = new Walk(peer.id(), workshop.chain(), workshop.limits(mta), workshop.timer());
        fresh.offered(agreement.actions());
        return fresh;
    }

    private Publisher<Reply> violation(CommandCode code) {
        ProtocolException error = new ProtocolException(code + " does not belong here: the session is " + phase);
        boolean answer = phase != Phase.NEW && awaitsVerdict(code);
        return answer ? Replies.TEMPFAIL_AT_ONCE.concatWith(Mono.error(error)) : Flux.error(error);
    }

    /** Whether the MTA waits for a verdict on the command. */
    boolean awaitsVerdict(CommandCode code) {
        return agreement.awaitsVerdict(code);
    }

    private Optional<Reply> refuseExcess() {
        IncomingMessage current = current();
        return current.excess().map(verdict -> Replies.of(messageVerdict(current, verdict)));
    }

    private Verdict messageVerdict(IncomingMessage current, Verdict verdict) {
        if (!verdict.passes()) {
            refuse(current, verdict);
        }
        return verdict;
    }

    private void refuse(IncomingMessage current, Verdict verdict) {
        messageRefusal = Optional.of(verdict);
        MessageLog.ended(current.envelope(client, macros), verdict, walk.notes(), 0, current.age());
        end(current, true);
    }

    private void abort() {
        IncomingMessage current = message;
        if (current != null) {
            MessageLog.aborted(current.envelope(client, macros));
            end(current, true);
        }
    }

    private void end(IncomingMessage ended, boolean aborted) {
        message = null;
        phase = Phase.CONNECTED;
        walk.endMessage(aborted);
        ended.close();
    }

    private IncomingMessage current() {
        IncomingMessage current = message;
        if (current == null) {
            throw new IllegalStateException("no message in " + phase);
        }
        return current;
    }

    private static String unbracketed(String address) {
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }
}
