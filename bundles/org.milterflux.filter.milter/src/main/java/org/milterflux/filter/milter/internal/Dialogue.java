package org.milterflux.filter.milter.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Macros;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One MTA connection with one milter: connects at the first event, then sends and waits, one event at a time. The end may
 * come at any moment, from any thread.
 */
final class Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    private final MemberSettings settings;
    private final Line line;
    private final Consumer<Wants> learnt;
    private volatile Standing standing = Standing.NEW;
    private volatile Optional<CommandCode> asked = Optional.empty();
    private Optional<Partner> partner = Optional.empty();
    private Macros known = name -> Optional.empty();

    /** @param learnt told what the milter wants of the MTA, as soon as that is known */
    Dialogue(MemberSettings settings, Line line, Consumer<Wants> learnt) {
        this.settings = settings;
        this.line = line;
        this.learnt = learnt;
    }

    /** The milter's decision; nothing for an event that is not answered. Fails with a {@link MilterFailure}. */
    Mono<Decision> on(Event event) {
        return Mono.defer(() -> {
                    MacroSource.of(event).ifPresent(macros -> known = macros);
                    return partner.map(Mono::just).orElseGet(this::negotiate);
                })
                .flatMap(met -> turn(met, event))
                .filter(decision -> event.isAnswered());
    }

    /** Whether the milter has no more to say on this connection. */
    boolean isFinished() {
        return standing.isFinished();
    }

    /** The last that is sent: an abort of the message that is open, and a farewell; nothing to a milter that failed. */
    void end(SignalType how) {
        if (how == SignalType.CANCEL) {
            asked.map(MilterFailure::word)
                    .ifPresent(event ->
                            LOG.info("milter {} had not answered {} when it was given up", settings.socket(), event));
        }
        line.end(how == SignalType.ON_ERROR ? List.of() : farewell());
    }

    private List<Command> farewell() {
        return standing.inMessage() ? List.of(new Abort(), new Quit()) : List.of(new Quit());
    }

    private Mono<Partner> negotiate() {
        Duration limit = settings.connect();
        asked = Optional.of(CommandCode.NEGOTIATE);
        return line.open()
                .flatMap(wire -> wire.send(List.of(Terms.OFFER), limit)
                        .then(wire.next(limit))
                        .map(reply -> agree(wire, reply))
                        .onErrorMap(cause -> failure(CommandCode.NEGOTIATE, cause)));
    }

    private Partner agree(Wire wire, Reply reply) {
        if (!(reply instanceof OptionNegotiation answer)) {
            throw new ProtocolException("it answered the offer with '" + (char) reply.letter() + "'");
        }
        Partner met = new Partner(wire, Terms.of(answer, known));
        partner = Optional.of(met);
        asked = Optional.empty();
        learnt.accept(Wants.of(met.terms().agreed()));
        return met;
    }

    private Mono<Decision> turn(Partner met, Event event) {
        Command command = Outgoing.of(event, met.terms());
        CommandCode code = command.commandCode();
        standing = standing.at(code);
        if (event.isAnswered() && standing.held().isPresent()) {
            Verdict held = standing.held().get();
            standing = Standing.NEW;
            return Mono.just(held);
        }
        boolean refused = MacroSource.isRefusedRecipient(event);
        if (standing.passesOver(code) || (refused && !met.terms().wantsRefusedRecipients())) {
            return Mono.just(unasked(code));
        }
        standing = standing.sent(code);
        return exchange(met, command)
                .map(decision -> refused ? Verdict.pass() : decision)
                .doOnNext(decision -> standing = standing.after(code, decision));
    }

    private Mono<Decision> exchange(Partner met, Command command) {
        CommandCode code = command.commandCode();
        Terms terms = met.terms();
        return met.wire()
                .send(terms.packets(command, known), settings.limit(code))
                .then(terms.awaitsAnswer(code) ? answer(met, code) : Mono.just(unanswered(terms, code)))
                .onErrorMap(cause -> failure(code, cause));
    }

    private static Verdict unanswered(Terms terms, CommandCode code) {
        return terms.sends(code) ? Verdict.pass() : unasked(code);
    }

    private Mono<Decision> answer(Partner met, CommandCode code) {
        return met.wire()
                .untilVerdict(settings.limit(code))
                .doOnSubscribe(waiting -> asked = Optional.of(code))
                .doOnNext(this::tellOfFaults)
                .collect(() -> new Answer(met.terms(), code, settings.mostEditBytes()), Answer::add)
                .map(Answer::decision)
                .doOnNext(decision -> asked = Optional.empty());
    }

    /** Of a piece of the body that a milter does not want it wants no further ones. */
    private static Verdict unasked(CommandCode code) {
        return code == CommandCode.BODY ? Verdict.skip() : Verdict.pass();
    }

    private void tellOfFaults(Reply reply) {
        if (reply instanceof ReplyCode words) {
            words.fault()
                    .ifPresent(fault -> LOG.warn(
                            "milter {} refuses with words that no MTA passes on ({}), so the MTA's own are used: {}",
                            settings.socket(),
                            fault,
                            words.text()));
        }
    }

    private MilterFailure failure(CommandCode code, Throwable cause) {
        return MilterFailure.at(settings.socket(), code, cause, settings.limit(code));
    }

    /** A milter that is connected, and what was agreed with it. */
    private record Partner(Wire wire, Terms terms) {}
}
