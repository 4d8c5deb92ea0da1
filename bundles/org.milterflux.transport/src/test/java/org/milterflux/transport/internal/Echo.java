package org.milterflux.transport.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A handler that continues always and remembers what it saw. */
final class Echo implements ConnectionHandler {

    final List<Peer> peers = new CopyOnWriteArrayList<>();
    final List<Command> commands = new CopyOnWriteArrayList<>();
    final List<Peer> ended = new CopyOnWriteArrayList<>();

    @Override
    public Publisher<Reply> handle(Peer peer, Publisher<Command> incoming, Publisher<Void> drain, Executor loop) {
        peers.add(peer);
        return Flux.from(incoming)
                .doOnNext(commands::add)
                .takeUntil(Quit.class::isInstance)
                .<Reply>handle((command, sink) -> {
                    if (command instanceof OptionNegotiation offer) {
                        sink.next(Negotiation.answer(offer, new OptionNegotiation(6, 0x1FF, 0, Map.of())));
                    } else if (command.commandCode().isAnswered()) {
                        sink.next(new Continue());
                    }
                })
                .takeUntilOther(drain)
                .doFinally(how -> ended.add(peer));
    }
}
