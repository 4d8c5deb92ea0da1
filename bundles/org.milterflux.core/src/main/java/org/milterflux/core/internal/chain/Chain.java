package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The chain over time: every change makes and publishes the next {@link Generation}.
 *
 * <p>Changes come from the threads that install bundles and read configuration; readers never wait for them.
 */
public final class Chain {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final Map<Long, FilterInstance> filters = new LinkedHashMap<>();
    private final Sinks.Many<Generation> published = Sinks.many().replay().latest();
    private Map<String, Policy> policies = Map.of();
    private Policy standard;
    private volatile Generation current = Generation.EMPTY;

    /** A chain without filters; the policy is for those the administrator says nothing of. */
    public Chain(Policy standard) {
        this.standard = standard;
        published.tryEmitNext(current);
    }

    /** The generation in force. */
    public Generation current() {
        return current;
    }

    /** The first generation from now on that is like that. */
    Mono<Generation> first(Predicate<Generation> wanted) {
        return published.asFlux().filter(wanted).next();
    }

    /** A filter arrives, or is there with another profile. */
    public synchronized void add(FilterInstance filter) {
        filters.put(filter.profile().serviceId(), filter);
        publish("filter " + filter + " of bundle " + filter.profile().bundle() + " is here");
    }

    /**
     * A filter leaves. Messages it is part of are finished first, as long as the limit allows; meanwhile nothing is locked.
     */
    public void remove(FilterInstance filter, Duration limit) {
        synchronized (this) {
            if (!filters.remove(filter.profile().serviceId(), filter)) {
                return;
            }
            publish("filter " + filter + " leaves");
        }
        if (!filter.retire(limit)) {
            LOG.warn(
                    "filter {} is removed while {} of its messages are not finished after {} s; its failure policy answers them",
                    filter,
                    filter.uses(),
                    limit.toSeconds());
        }
    }

    /** The administrator's word changed. */
    public synchronized void policies(Policy forOthers, Map<String, Policy> byId) {
        standard = forOthers;
        policies = Map.copyOf(byId);
        publish("policies changed");
    }

    /** All filters, those too that take no part. */
    public synchronized Collection<FilterInstance> filters() {
        return Set.copyOf(filters.values());
    }

    /** What is said of an id. */
    public synchronized Policy policy(String id) {
        return policies.getOrDefault(id, standard);
    }

    private void publish(String why) {
        Map<String, Policy> required = policies.entrySet().stream()
                .filter(entry -> entry.getValue().required() && entry.getValue().enabled())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Generation next = current.next(filters.values(), this::policy, required);
        current = next;
        published.tryEmitNext(next);
        LOG.info(
                "generation {}: {}; chain: {}",
                next.number(),
                why,
                next.members().isEmpty()
                        ? "empty"
                        : next.members().stream()
                                .map(member -> member.filter() + " (rank " + member.rank() + ")")
                                .collect(Collectors.joining(", ")));
    }
}
