package org.milterflux.engine;

import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The engines of one filter: which of them a scan goes to, and how many scans there are at the same time.
 *
 * <p>The first of the list that works gets the mail. One that fails (cannot be reached, breaks off, is silent for too long) comes
 * last from then on; after a rest it is probed beside the mail, and takes its place again when it answers. When none works
 * each scan tries them all. Safe from any thread; holds nothing that must be closed.
 */
public final class Engines {

    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private final EngineConnector connector;
    private final EngineSettings settings;
    private final Function<EngineConnection, Mono<?>> probe;
    private final Scheduler timer;
    private final List<Engine> engines;
    private final Places places;

    /** @param probe a short dialogue that fails unless the engine works, such as its ping */
    public Engines(EngineConnector connector, EngineSettings settings, Function<EngineConnection, Mono<?>> probe) {
        this(connector, settings, probe, Schedulers.parallel());
    }

    Engines(
            EngineConnector connector,
            EngineSettings settings,
            Function<EngineConnection, Mono<?>> probe,
            Scheduler timer) {
        this.connector = connector;
        this.settings = settings;
        this.probe = probe;
        this.timer = timer;
        this.engines = settings.engines().stream()
                .map(socket -> new Engine(socket, settings.kind(), settings.rest(), timer))
                .toList();
        this.places = new Places(settings.maxScans());
    }

    /**
     * Asks an engine, and the next one when that fails in whatever way: for dialogues that can begin anew.
     *
     * @param dialogue what is said and heard over a new connection, which is closed after it
     * @return fails when no engine gave a result, and says of each why
     */
    public <T> Mono<T> ask(Function<? super EngineConnection, ? extends Mono<T>> dialogue) {
        return place().flatMap(place ->
                firstOf(inOrder(), engine -> attempt(engine, dialogue)).doFinally(end -> place.run()));
    }

    /**
     * A connection to the first engine that can be reached: for dialogues that cannot begin anew, such as those that send a
     * message while it arrives. The caller closes it; it is closed anyway when its time is up.
     */
    public Mono<EngineConnection> open() {
        return place().flatMap(place -> firstOf(inOrder(), engine -> connect(engine, place))
                .doOnError(e -> place.run())
                .doOnCancel(place));
    }

    /** Completes when an engine answers the probe; fails, and says of each why, when none does. */
    public Mono<Void> check() {
        return firstOf(inOrder(), engine -> attempt(engine, probe)).then();
    }

    private Mono<Runnable> place() {
        return places.take()
                .timeout(settings.answer(), timer)
                .onErrorMap(
                        TimeoutException.class,
                        e -> new IOException(
                                "no scan of " + settings.maxScans() + " by " + settings.kind() + " ended within "
                                        + settings.answer().toSeconds()
                                        + " s: raise maxScans, or give it more engines",
                                e));
    }

    private Iterator<Engine> inOrder() {
        if (engines.size() > 1) {
            engines.stream().filter(Engine::hasRested).forEach(this::probe);
        }
        return engines.stream()
                .sorted(Comparator.comparingLong(Engine::rank))
                .toList()
                .iterator();
    }

    /** Beside the mail: one that hangs must not delay any. */
    private void probe(Engine engine) {
        attempt(engine, probe).subscribe(answer -> {}, e -> LOG.debug("{}", e.getMessage()));
    }

    private <T> Mono<T> firstOf(Iterator<Engine> order, Function<Engine, Mono<T>> attempt) {
        Mono<T> first = attempt.apply(order.next());
        return order.hasNext()
                ? first.onErrorResume(e -> firstOf(order, attempt)
                        .onErrorMap(further -> new IOException(e.getMessage() + "; " + further.getMessage(), further)))
                : first;
    }

    private <T> Mono<T> attempt(
            Engine engine, Function<? super EngineConnection, ? extends Mono<? extends T>> dialogue) {
        return connect(engine, () -> {})
                .flatMap(connection -> Mono.<T>from(dialogue.apply(connection))
                        .doOnSuccess(result -> engine.worked())
                        .doOnError(engine::failed)
                        .doFinally(end -> connection.close()));
    }

    private Mono<EngineConnection> connect(Engine engine, Runnable afterwards) {
        return connector
                .connect(engine.socket(), engine.name(), settings.connect(), settings.mostReceived())
                .doOnError(engine::failed)
                .map(line -> new Lease(line, engine, settings.answer(), timer, afterwards));
    }
}
