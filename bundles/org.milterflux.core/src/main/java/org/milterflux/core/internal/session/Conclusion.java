package org.milterflux.core.internal.session;

import java.time.Duration;
import java.util.function.Function;
import org.milterflux.api.Message;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Outcome;
import org.milterflux.core.internal.chain.Walk;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.Emission;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.Reply;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The chain's word on a complete message, as replies: progress while filters work, then the edits, then the verdict.
 *
 * @param workshop what all sessions share
 * @param walk the connection's filters
 * @param mta in front
 * @param emission how edits are written for it
 */
record Conclusion(Workshop workshop, Walk walk, Mta mta, Emission emission) {

    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    /**
     * The replies to {@code SMFIC_BODYEOB}.
     *
     * @param envelope what filters are shown of it
     * @param last makes the last reply, when all edits are out
     */
    Publisher<Reply> of(IncomingMessage message, ClientEnvelope envelope, Function<Verdict, Reply> last) {
        Passage arrived = Passage.of(mta, message.fields(), message.spool().body());
        Mono<Outcome> outcome = walk.message(
                envelope, message.size(), arrived, (passage, withBody) -> view(envelope, passage, withBody));
        Outcome known = Promptly.valueOf(outcome);
        return known == null ? withProgress(outcome, last) : replies(known, last);
    }

    /** Keeps the MTA waiting while filters work, and says nothing of the kind once the first edit is out. */
    private Flux<Reply> withProgress(Mono<Outcome> outcome, Function<Verdict, Reply> last) {
        Duration period = Patience.progress(mta);
        Flux<Reply> progress = Flux.interval(period, period, workshop.timer())
                .<Reply>map(tick -> new Progress())
                .onBackpressureDrop();
        return Awaited.answer(progress, outcome.map(word -> replies(word, last)));
    }

    private Publisher<Reply> replies(Outcome outcome, Function<Verdict, Reply> last) {
        Verdict verdict = outcome.verdict();
        if (!verdict.passes() || !outcome.passage().isEdited()) {
            return Mono.just(last.apply(verdict));
        }
        return emission.of(outcome.passage())
                .concatWith(Mono.fromSupplier(() -> last.apply(verdict)))
                .onErrorResume(e -> {
                    LOG.error("the edits of a message could not be sent", e);
                    return Mono.fromSupplier(() -> last.apply(Verdict.tempfail()));
                });
    }

    private static Message view(ClientEnvelope envelope, Passage passage, boolean withBody) {
        return new MessageView(envelope, passage.headers(), withBody ? passage.body() : NoBody.INSTANCE);
    }
}
