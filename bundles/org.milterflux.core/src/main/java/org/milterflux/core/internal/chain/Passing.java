package org.milterflux.core.internal.chain;

import java.util.function.Supplier;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.flow.Promptly;
import reactor.core.publisher.Mono;

/** What comes after a verdict that lets pass. */
public final class Passing {

    private Passing() {}

    /** The next word, asked for when the first lets pass; else the first. */
    public static Mono<Verdict> then(Mono<Verdict> word, Supplier<Mono<Verdict>> next) {
        return Promptly.flatMap(word, verdict -> verdict.passes() ? next.get() : Mono.just(verdict));
    }
}
