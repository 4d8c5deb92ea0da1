package org.milterflux.core.internal.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.Turnstile;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** How many messages may be between DATA and their verdict at a time, all connections together. Safe from any thread. */
public final class ContentPlaces {

    private static final Verdict FULL = Verdict.reply(SmtpReply.of(451, "4.3.2", "Too many messages at a time"));

    private final Optional<Turnstile> turnstile;

    /** So many; empty for no bound. */
    public ContentPlaces(OptionalInt places) {
        turnstile = places.isPresent() ? Optional.of(new Turnstile(places.getAsInt())) : Optional.empty();
    }

    /**
     * Waits for a place in the order of arrival; a refusal for now when there is none in time.
     *
     * @param left completes when the place is free again
     */
    Mono<Verdict> take(Publisher<Void> left, Duration patience, Scheduler timer) {
        return turnstile
                .map(gate -> Mono.<Verdict>create(sink -> {
                            Disposable stay = gate.pass(Mono.defer(() -> {
                                        sink.success(Verdict.pass());
                                        return Mono.when(left);
                                    }))
                                    .subscribe();
                            sink.onCancel(stay);
                        })
                        .timeout(patience, Mono.just(FULL), timer))
                .orElse(Mono.just(Verdict.pass()));
    }
}
