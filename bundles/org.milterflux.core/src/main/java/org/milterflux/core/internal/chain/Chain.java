package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.filter.Watch;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.FilterStatus.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The chain over time: every change makes and publishes the next {@link Generation}.
 *
 * <p>Changes come from the threads that install bundles and read configuration; readers never wait for them.
 */
public final class Chain implements Changeover {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final Map<Long, FilterInstance> filters = new LinkedHashMap<>();
    private final Sinks.Many<Generation> published = Sinks.many().replay().latest();
    private Map<String, Policy> policies = Map.of();
    private Policy standard;
    private Withheld withheld = Withheld.NOBODY;
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

    /** Where a registered filter stands. */
    public synchronized Place place(FilterInstance filter) {
        if (withheld.withholds(filter)) {
            return Place.WITHHELD;
        }
        if (withheld.drains(filter)) {
            return Place.DRAINED;
        }
        if (!policy(filter.id()).enabled()) {
            return Place.DISABLED;
        }
        return current.members().stream().anyMatch(member -> member.filter() == filter)
                ? Place.CHAIN
                : Place.SUPERSEDED;
    }

    @Override
    public synchronized void withhold(Set<Long> bundles) {
        withheld = withheld.with(bundles, Set.of());
    }

    @Override
    public synchronized long exchange(Set<Long> arriving, Set<Long> leaving, String why) {
        withheld = withheld.with(leaving, arriving);
        publish(why);
        return current.number();
    }

    @Override
    public synchronized void forget(Set<Long> bundles) {
        withheld = withheld.with(Set.of(), bundles);
    }

    @Override
    public boolean awaitIdle(Set<Long> bundles, Duration limit) throws InterruptedException {
        return awaitIdle(filter -> bundles.contains(filter.profile().bundleId()), limit);
    }

    @Override
    public synchronized void drain(String id) {
        withheld = withheld.with(id);
        publish("filter " + id + " is drained");
    }

    @Override
    public synchronized boolean resume(String id) {
        Withheld before = withheld;
        withheld = before.without(id);
        if (withheld.equals(before)) {
            return false;
        }
        publish("filter " + id + " is drained no more");
        return true;
    }

    @Override
    public boolean awaitIdle(String id, Duration limit) throws InterruptedException {
        return awaitIdle(filter -> filter.id().equals(id), limit);
    }

    @Override
    public CompletionStage<String> watch(Set<Long> bundles, int messages, int failures) {
        Set<FilterInstance> watched = filters().stream()
                .filter(filter -> bundles.contains(filter.profile().bundleId()))
                .collect(Collectors.toSet());
        return new Watch(watched, messages, failures).outcome();
    }

    private boolean awaitIdle(Predicate<FilterInstance> which, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean idle = true;
        for (FilterInstance filter : filters()) {
            if (which.test(filter)) {
                idle &= filter.awaitIdle(Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
            }
        }
        return idle;
    }

    private void publish(String why) {
        Map<String, Policy> required = policies.entrySet().stream()
                .filter(entry -> entry.getValue().required() && entry.getValue().enabled())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Generation next =
                current.next(filters.values().stream().filter(withheld::letsIn).toList(), this::policy, required);
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
