package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Passing;
import org.milterflux.core.internal.chain.Rules.ContentMode;
import org.milterflux.core.internal.chain.Walk;
import org.milterflux.core.internal.chain.Words;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.Emission;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A message between MAIL and its verdict: what the chain says of each part. For one command at a time. */
final class OpenMessage {

    private static final Mono<Verdict> PASS = Mono.just(Verdict.pass());

    private final Workshop workshop;
    private final Terms terms;
    private final Walk walk;
    private final ClientConnection client;
    private final IncomingMessage incoming;
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private boolean dataGiven;
    private boolean contentBegun;

    OpenMessage(Workshop workshop, Terms terms, Walk walk, ClientConnection client, MailFrom told) {
        this.workshop = workshop;
        this.terms = terms;
        this.walk = walk;
        this.client = client;
        incoming = new IncomingMessage(
                new Sender(unbracketed(told.address()), told.arguments()),
                workshop.room().spool());
    }

    Mono<Verdict> mail() {
        terms.macrosAt(MacroStage.MAIL);
        return walk.sender(envelope());
    }

    /** A recipient that the MTA refuses by itself comes only because we asked for such, and is not one of the message's. */
    Mono<Verdict> rcpt(RcptTo told) {
        boolean refused = terms.macrosAt(MacroStage.RCPT).value("rcpt_mailer").equals(Optional.of("error"));
        Recipient recipient = new Recipient(unbracketed(told.address()), told.arguments());
        if (refused) {
            return walk.refusedRecipient(envelope(), recipient);
        }
        return Promptly.peek(walk.recipient(envelope(), recipient), verdict -> {
            if (verdict.passes()) {
                incoming.add(recipient);
            }
        });
    }

    Mono<Verdict> data() {
        dataGiven = true;
        return Passing.then(
                walk.data(envelope()),
                () -> workshop.places().take(ended.asMono(), terms.limits().command(), workshop.timer()));
    }

    Mono<Verdict> header(Header told) {
        String rawValue = terms.has(Step.HEADER_LEADING_SPACE) ? told.value() : " " + told.value();
        HeaderField field = HeaderField.of(told.name(), rawValue);
        incoming.add(field);
        return content(() -> {
            walk.header(field);
            return PASS;
        });
    }

    Mono<Verdict> endOfHeaders() {
        return content(walk::endOfHeaders);
    }

    /** The verdict on a piece of the body; skip when no more of them are needed. */
    Mono<Verdict> body(BodyChunk piece) {
        incoming.count(piece);
        return content(() -> {
            Mono<Verdict> word = walk.keepsBody() ? kept(piece) : lent(piece);
            return Promptly.map(word, verdict -> verdict.passes() ? onward() : verdict);
        });
    }

    private Mono<Verdict> kept(BodyChunk piece) {
        return Passing.then(incoming.keep(piece, workshop.disk()), () -> walk.body(piece.bytes()));
    }

    private Mono<Verdict> lent(BodyChunk piece) {
        return Promptly.peek(walk.body(piece.bytes()), verdict -> {
            if (!walk.hasFailed()) {
                piece.release();
            }
        });
    }

    /** The pieces of the body that nobody reads any more when the last reply is out: a filter that failed may still be at it. */
    List<BodyChunk> spent() {
        return walk.hasFailed() ? List.of() : incoming.spool().memory();
    }

    /**
     * The replies to the end.
     *
     * @param last makes the last reply, when all edits are out
     */
    Publisher<Reply> end(EndOfMessage told, Function<Verdict, Reply> last) {
        Mono<Verdict> tail = told.tail().hasRemaining() ? body(new BodyChunk(told.tail())) : content(() -> PASS);
        Verdict known = Promptly.valueOf(tail);
        return known == null ? tail.flatMapMany(verdict -> end(verdict, last)) : end(known, last);
    }

    private Publisher<Reply> end(Verdict verdict, Function<Verdict, Reply> last) {
        return verdict.passes() ? conclusion().of(incoming, envelope(), last) : Mono.just(last.apply(verdict));
    }

    /** Whether every filter has said its last word, so that the MTA need not go on. */
    boolean isSettled() {
        return !walk.isAwaited();
    }

    MessageRecord record(String verdict, String reply) {
        ClientEnvelope envelope = envelope();
        List<String> recipients = incoming.recipients().stream()
                .limit(MessageRecord.RECIPIENTS)
                .map(Recipient::address)
                .toList();
        return new MessageRecord(
                envelope.queueId().orElse(client.id()),
                client.id(),
                client.listener(),
                incoming.begun(),
                client.host(),
                incoming.sender().address(),
                recipients,
                incoming.recipients().size(),
                incoming.bodySize(),
                walk.generation(),
                verdict,
                reply,
                walk.decider().orElse(""),
                incoming.age(),
                walk.records());
    }

    MessageRecord record(Verdict verdict) {
        return record(Words.of(verdict), Words.reply(verdict));
    }

    void close() {
        ended.tryEmitEmpty();
        walk.endMessage();
        incoming.close();
    }

    private ClientEnvelope envelope() {
        return incoming.envelope(client, terms.macros());
    }

    private Conclusion conclusion() {
        return new Conclusion(workshop, walk, terms.mta(), new Emission(terms.agreement(), workshop.disk()));
    }

    private Verdict onward() {
        return walk.readsBody() ? Verdict.pass() : Verdict.skip();
    }

    /** MTAs before version 4 do not tell of DATA: filters are asked when the content begins. */
    private Mono<Verdict> content(Supplier<Mono<Verdict>> next) {
        Optional<Verdict> excess = incoming.excess();
        if (excess.isPresent()) {
            return Mono.just(excess.get());
        }
        if (!dataGiven) {
            return Passing.then(data(), () -> content(next));
        }
        if (!contentBegun) {
            contentBegun = true;
            if (isLive()) {
                walk.serveLive();
            }
        }
        return next.get();
    }

    private boolean isLive() {
        ContentMode mode = workshop.rules().content();
        return mode == ContentMode.LIVE || (mode == ContentMode.AUTO && terms.mta() == Mta.POSTFIX);
    }

    private static String unbracketed(String address) {
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }
}
