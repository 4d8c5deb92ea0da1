package org.milterflux.core.internal.session;

import org.milterflux.api.Verdict;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Skip;
import org.milterflux.protocol.SmtpReply;
import org.milterflux.protocol.TempFail;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Verdicts on the wire. The usual ones are made once. */
final class Replies {

    static final Reply CONTINUE = new Continue();
    static final Reply SKIP = new Skip();
    static final Reply ACCEPT = new Accept();
    static final Mono<Reply> CONTINUE_AT_ONCE = Mono.just(CONTINUE);
    static final Reply TEMPFAIL = new TempFail();
    static final Mono<Reply> TEMPFAIL_AT_ONCE = Mono.just(TEMPFAIL);
    static final Flux<Reply> NOTHING = Flux.empty();

    private static final Reply REJECT = new Reject();
    private static final Reply DISCARD = new Discard();

    private Replies() {}

    /**
     * The reply that says it. A filter that has had enough lets mail pass: {@code SMFIR_ACCEPT} would end filtering for
     * the filters after it too.
     */
    static Reply of(Verdict verdict) {
        return verdict.reply()
                .map(words -> (Reply) ReplyCode.of(new SmtpReply(words.code(), words.enhancedCode(), words.lines())))
                .orElseGet(() -> switch (verdict.kind()) {
                    case PASS, ACCEPT, SKIP -> CONTINUE;
                    case REJECT -> REJECT;
                    case TEMPFAIL -> TEMPFAIL;
                    case DISCARD -> DISCARD;
                });
    }
}
