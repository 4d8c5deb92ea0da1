package org.milterflux.transport.internal;

import java.util.Map;
import java.util.concurrent.Executor;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.SmtpReply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Answers when there are too many connections: the SMTP client is asked to come back, whatever the MTA does about milters that
 * fail.
 */
final class TurnAway implements ConnectionHandler {

    private static final OptionNegotiation NOTHING_WANTED = new OptionNegotiation(Negotiation.NEWEST, 0, 0, Map.of());
    private static final Reply BUSY = ReplyCode.of(SmtpReply.of(421, "4.3.2", "Too many connections"));

    @Override
    public Publisher<Reply> handle(Peer peer, Publisher<Command> commands, Publisher<Void> drain, Executor loop) {
        return Flux.from(commands).<Reply>handle(TurnAway::answer).takeUntilOther(drain);
    }

    private static void answer(Command command, SynchronousSink<Reply> answer) {
        if (command instanceof OptionNegotiation offer) {
            answer.next(Negotiation.answer(offer, NOTHING_WANTED));
        } else if (command instanceof Quit) {
            answer.complete();
        } else if (command.commandCode().isAnswered()) {
            answer.next(BUSY);
        }
    }
}
