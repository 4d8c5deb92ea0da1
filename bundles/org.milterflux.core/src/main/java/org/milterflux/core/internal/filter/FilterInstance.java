package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Decision;
import org.milterflux.api.ReadinessCheck;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One filter object of one bundle, from its registration to its removal.
 *
 * <p>It has workers of its own: a filter that hangs uses up its own threads, and the others carry on.
 */
public final class FilterInstance {

    /** Blocking calls of one filter at a time; further ones queue until their time is up. */
    private static final int WORKERS = 16;

    private static final int QUEUE = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(FilterInstance.class);

    /** Until the administrator's own are known. */
    private static final Breaker.Settings BREAKER =
            new Breaker.Settings(5, Duration.ofSeconds(30), Duration.ofSeconds(10));

    private volatile Profile profile;
    private final Set<StreamConversation> streams = ConcurrentHashMap.newKeySet();
    private final Scheduler workers;
    private final UseCount useCount = new UseCount();
    private final Breaker breaker;
    private final StageConversation stages;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SessionFilter session;
    private volatile Optional<ReadinessCheck> readiness;
    private @Nullable Turnstile turnstile;
    private int turnstilePlaces;

    /**
     * What a filter's service properties say.
     *
     * @param id its name for the administrator
     * @param version its bundle's
     * @param bundle its bundle's symbolic name
     * @param bundleId its bundle's number: of equal versions the bundle that was installed later counts
     * @param ranking its {@code service.ranking}
     * @param serviceId its {@code service.id}: of equals the older comes first
     * @param effects what it does
     */
    public record Profile(
            String id, Version version, String bundle, long bundleId, int ranking, long serviceId, Effects effects) {}

    /** A filter that takes part from now on. */
    public FilterInstance(Profile profile, Object service) {
        this.profile = profile;
        session = service instanceof SessionFilter stream ? stream : null;
        readiness = service instanceof ReadinessCheck check ? Optional.of(check) : Optional.empty();
        String name = "filter-" + profile.id();
        workers = Schedulers.fromExecutorService(new Workers(name, WORKERS, QUEUE), name);
        stages = new StageConversation(service, workers);
        breaker = new Breaker(BREAKER, System::nanoTime, this::breakerIs);
    }

    private void breakerIs(Breaker.State state) {
        switch (state) {
            case OPEN ->
                LOG.warn("filter {} of bundle {} fails too often: its policy answers for it", this, profile.bundle());
            case HALF_OPEN -> LOG.info("filter {} is tried again", this);
            case CLOSED -> LOG.info("filter {} works again", this);
        }
    }

    /** What the filter declares. */
    public Profile profile() {
        return profile;
    }

    /** The filter's service properties changed; the filter itself is the same. */
    public void profile(Profile changed) {
        profile = changed;
    }

    /** Its name for the administrator. */
    public String id() {
        return profile.id();
    }

    /** Its part in a new connection. */
    public Conversation converse() {
        SessionFilter stream = session;
        if (stream == null) {
            return stages;
        }
        StreamConversation conversation =
                new StreamConversation(stream, profile.effects().readsBody(), workers, streams);
        streams.add(conversation);
        return conversation;
    }

    /** A call of it: now, or in its turn when the administrator bounds how many there are at a time. */
    public Mono<Decision> inTurn(OptionalInt places, Supplier<Mono<Decision>> call) {
        return places.isPresent() ? turnstile(places.getAsInt()).pass(Mono.defer(call)) : call.get();
    }

    private synchronized Turnstile turnstile(int places) {
        if (turnstile == null || turnstilePlaces != places) {
            turnstile = new Turnstile(places);
            turnstilePlaces = places;
        }
        return turnstile;
    }

    /** Whether it is asked at all, after it failed too often. */
    public Breaker breaker() {
        return breaker;
    }

    /** Why it is not ready, as its own check says; empty when it is or has no check. */
    public Mono<String> readiness(Duration limit, Scheduler timer) {
        return readiness
                .map(check -> Guard.within(
                                limit,
                                timer,
                                () -> Guard.blocking(
                                        () -> {
                                            check.check();
                                            return Verdict.pass();
                                        },
                                        workers))
                        .map(ready -> "")
                        .onErrorResume(FilterFailure.class, failure -> Mono.just(failure.plainly())))
                .orElse(Mono.just(""));
    }

    /** It failed to do its part. */
    public void failed(String reason) {
        breaker.failed();
        watches.forEach(watch -> watch.failed(this, reason));
    }

    /** A message is over in which it did its part. */
    public void messageEnded() {
        watches.forEach(watch -> watch.messageEnded(this));
    }

    void watch(Watch watch) {
        watches.add(watch);
    }

    void unwatch(Watch watch) {
        watches.remove(watch);
    }

    /** Keeps the filter's bundle from stopping until {@link #release}; false when it is already leaving. */
    public boolean acquire() {
        return useCount.acquire();
    }

    /** Undoes one {@link #acquire}. */
    public void release() {
        useCount.release();
    }

    /** How many messages it is part of now. */
    public int uses() {
        return useCount.uses();
    }

    /** Waits until no message has it; it must be out of the chain. False when the limit came first. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return useCount.awaitIdle(limit);
    }

    /**
     * Takes no more messages, waits for those it is part of, and lets go of the filter, whoever still holds this.
     *
     * @return whether they all ended in time
     */
    public boolean retire(Duration limit) {
        boolean idle = useCount.retire(limit);
        workers.dispose();
        session = null;
        readiness = Optional.empty();
        watches.clear();
        stages.forget();
        streams.forEach(StreamConversation::leave);
        return idle;
    }

    @Override
    public String toString() {
        return profile.id() + " " + profile.version();
    }
}
