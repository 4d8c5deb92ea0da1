package org.milterflux.core.internal.filter;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.SessionFilter;
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
    private volatile @Nullable SessionFilter session;
    private @Nullable Turnstile turnstile;
    private int turnstilePlaces;

    /**
     * What a filter's service properties say.
     *
     * @param id its name for the administrator
     * @param version its bundle's
     * @param bundle its bundle's symbolic name
     * @param ranking its {@code service.ranking}
     * @param serviceId its {@code service.id}: of equals the older comes first
     * @param edits what it may change
     * @param readsBody whether it reads bodies
     * @param macros what it looks at beyond the usual ones
     * @param rejectedRecipients whether it is shown recipients that the MTA refuses
     */
    public record Profile(
            String id,
            String version,
            String bundle,
            int ranking,
            long serviceId,
            Set<Edit.Kind> edits,
            boolean readsBody,
            List<String> macros,
            boolean rejectedRecipients) {
        public Profile {
            edits = Set.copyOf(edits);
            macros = List.copyOf(macros);
        }
    }

    /** A filter that takes part from now on. */
    public FilterInstance(Profile profile, Object service) {
        this.profile = profile;
        session = service instanceof SessionFilter stream ? stream : null;
        workers = Schedulers.newBoundedElastic(WORKERS, QUEUE, "filter-" + profile.id(), 60, true);
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
        StreamConversation conversation = new StreamConversation(stream, profile.readsBody(), workers, streams::remove);
        streams.add(conversation);
        return conversation;
    }

    /** A call of it, in its turn when the administrator bounds how many there are at a time. */
    public Mono<Decision> inTurn(OptionalInt places, Mono<Decision> call) {
        return places.isPresent() ? turnstile(places.getAsInt()).pass(call) : call;
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

    /**
     * Takes no more messages, waits for those it is part of, and lets go of the filter, whoever still holds this.
     *
     * @return whether they all ended in time
     */
    public boolean retire(Duration limit) {
        boolean idle = useCount.retire(limit);
        workers.dispose();
        session = null;
        stages.forget();
        streams.forEach(StreamConversation::close);
        return idle;
    }

    @Override
    public String toString() {
        return profile.id() + " " + profile.version();
    }
}
