package org.milterflux.benchmarks.load;

import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.milterflux.protocol.OptionNegotiation;

/** What the sessions of a run have in common. Of one thread. */
final class Plan {

    private final Options options;
    private final Selector selector;
    private final Proof.Terms proof;
    private final Tally tally = new Tally();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Map<OptionNegotiation, Script> scripts = new HashMap<>();

    Plan(Options options, Selector selector) {
        this.options = options;
        this.selector = selector;
        proof = Proof.Terms.of(options.proof(), options.proofs(), options.mail());
    }

    List<SocketAddress> milters() {
        return options.milters();
    }

    OptionNegotiation offer() {
        return options.offer();
    }

    Selector selector() {
        return selector;
    }

    Proof.Terms proof() {
        return proof;
    }

    Tally tally() {
        return tally;
    }

    /** In nanoseconds. */
    long timeout() {
        return options.timeout().toNanos();
    }

    /** Those that are open. */
    Set<Session> sessions() {
        return sessions;
    }

    /** Encoded at the first agreement of its kind. */
    Script script(OptionNegotiation agreed) {
        return scripts.computeIfAbsent(agreed, each -> new Script(options.mail(), each));
    }
}
