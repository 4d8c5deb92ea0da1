package org.milterflux.testing.guide;

import java.net.InetAddress;
import java.util.function.Function;
import org.milterflux.api.Connection;
import org.milterflux.api.ReactiveConnectFilter;
import org.milterflux.api.Verdict;
import reactor.core.publisher.Mono;

/** Refuses clients that somebody lists. */
public final class BlocklistFilter implements ReactiveConnectFilter {

    private final Function<InetAddress, Mono<String>> blocklist;

    public BlocklistFilter(Function<InetAddress, Mono<String>> blocklist) {
        this.blocklist = blocklist;
    }

    @Override
    public Mono<Verdict> onConnect(Connection connection) {
        return Mono.justOrEmpty(connection.address())
                .flatMap(blocklist)
                .map(list -> Verdict.reject("5.7.1", "Listed by " + list))
                .defaultIfEmpty(Verdict.pass());
    }
}
