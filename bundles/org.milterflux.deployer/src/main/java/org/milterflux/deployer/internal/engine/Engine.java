package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.internal.state.Deployed;
import org.milterflux.deployer.internal.state.Entry;
import org.milterflux.deployer.internal.state.Jar;
import org.milterflux.deployer.internal.state.Ledger;
import org.milterflux.deployer.internal.state.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes, one at a time, and remembers them.
 *
 * <p>The order of what is saved and what is done is what makes a crash harmless: new bundles are started for this run only
 * and are strangers until the change is saved as done; old ones go after that.
 */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Bundles framework;
    private final Changeover changeover;
    private final Overview overview;
    private final Function<Bundle, Optional<String>> diagnosis;
    private final Supplier<DeploymentSettings> settings;
    private final Retirement retirement;
    private final Ledger ledger;
    private final ExecutorService threads;
    private final ScheduledExecutorService trials;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition settled = lock.newCondition();
    private final Map<Integer, Trial> running = new TreeMap<>();

    /**
     * Begins with what reconciliation left.
     *
     * @param threads where foreign code runs
     * @param trials where trials end
     */
    Engine(
            Bundles framework,
            Changeover changeover,
            Overview overview,
            Function<Bundle, Optional<String>> diagnosis,
            Supplier<DeploymentSettings> settings,
            Retirement retirement,
            Ledger ledger,
            ExecutorService threads,
            ScheduledExecutorService trials) {
        this.framework = framework;
        this.changeover = changeover;
        this.overview = overview;
        this.diagnosis = diagnosis;
        this.settings = settings;
        this.retirement = retirement;
        this.ledger = ledger;
        this.threads = threads;
        this.trials = trials;
    }

    /** What is deployed and what was changed. */
    State state() {
        return locked(ledger::state);
    }

    /** Something that reads the state or makes a change. */
    interface Change<T> {
        T make() throws DeploymentException;
    }

    /** Makes a change, or looks at what is there, while nobody else makes one. Files fetched for what was not done go. */
    <T> T exclusively(Change<T> change) throws DeploymentException {
        lock.lock();
        try {
            return change.make();
        } finally {
            ledger.prune();
            lock.unlock();
        }
    }

    /** Ends trials of these bundles, which are to be changed again: their new versions stay. For {@link #exclusively}. */
    void settleTrialsOf(Set<String> symbolicNames) {
        settleTrials(trial -> trial.concerns(symbolicNames), "another change of it followed");
    }

    /** Ends all trials: the new versions stay. For {@link #exclusively}. */
    void settleTrials() {
        settleTrials(trial -> true, "another change followed");
    }

    private void settleTrials(Predicate<Trial> which, String note) {
        List.copyOf(running.values()).stream().filter(which).forEach(trial -> keep(trial, note));
    }

    /** All bundles but those that are on their way out. */
    List<Bundle> counted() {
        return framework.all().stream().filter(bundle -> !isOnItsWayOut(bundle)).toList();
    }

    /** The part in a change of the bundle of a name, as far as what serves now is concerned. */
    Move move(String symbolicName, Optional<Jar> arriving) throws DeploymentException {
        List<Bundle> leaving = framework.named(symbolicName).stream()
                .filter(bundle -> !isOnItsWayOut(bundle))
                .toList();
        Optional<Bundle> serving = leaving.stream().max(Comparator.comparing(Bundle::getVersion));
        Optional<Jar> before = serving.isPresent() ? Optional.of(jar(serving.get())) : Optional.empty();
        return new Move(symbolicName, leaving, before, arriving);
    }

    private boolean isOnItsWayOut(Bundle bundle) {
        String location = bundle.getLocation();
        boolean stray = location.startsWith(Deployed.SCHEME)
                && ledger.deployed(bundle.getSymbolicName(), location).isEmpty();
        boolean aside = ledger.state().setAside().contains(location) && bundle.getState() != Bundle.ACTIVE;
        return stray || aside || ledger.state().leaving().contains(location);
    }

    /** The file of an installed bundle, which may have to come back. */
    private Jar jar(Bundle bundle) throws DeploymentException {
        Optional<Jar> known = ledger.deployed(bundle.getSymbolicName(), bundle.getLocation());
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream copy = Bundles.copy(bundle)) {
            return ledger.keep(bundle.getVersion().toString(), bundle.getLocation(), copy);
        } catch (IOException e) {
            throw new DeploymentException(
                    "cannot keep a copy of " + bundle + " to go back to: " + e + "; is the disk full?", e);
        }
    }

    /**
     * Carries out a change of bundles. To be called {@link #exclusively}.
     *
     * @param onTrial whether the new bundles must prove themselves
     */
    Deployment carryOut(
            Deployment.Kind kind,
            List<Move> moves,
            List<BundleChange> changes,
            List<Deployment.FileChange> files,
            boolean onTrial,
            Consumer<String> progress)
            throws DeploymentException {
        Entry entry = open(kind, moves, changes, files);
        Installation installation = new Installation(framework, changeover, overview, diagnosis, threads);
        List<Bundle> leaving =
                moves.stream().flatMap(move -> move.leaving().stream()).toList();
        try {
            for (Move move : moves) {
                if (move.arriving().isPresent()) {
                    installation.install(move, entry.number(), ledger.store());
                }
            }
            if (!installation.bundles().isEmpty()) {
                installation.start(settings.get().health(), progress);
                requireAllRequired(installation, leaving);
            }
        } catch (DeploymentException e) {
            throw failed(entry, installation, e);
        } catch (RuntimeException e) {
            throw failed(entry, installation, new DeploymentException("the framework does not do it: " + e, e));
        }
        long generation = changeover.exchange(
                installation.ids(), Bundles.ids(leaving), "deployment " + entry.number() + ": " + title(changes));
        progress.accept("generation " + generation + " serves");
        boolean tries = onTrial
                && settings.get().trialMessages() > 0
                && !installation.filters().isEmpty();
        return tries ? tryOut(entry, installation, leaving) : finish(entry, installation.bundles(), leaving, "");
    }

    private DeploymentException failed(Entry entry, Installation installation, DeploymentException why) {
        installation.undo();
        ledger.save(ledger.state().with(entry.became(Deployment.State.FAILED, why.reason())));
        LOG.warn("deployment {} failed, nothing has changed: {}", entry.number(), why.reason());
        settled.signalAll();
        return why;
    }

    /** Remembers a change of policy files that was made already. To be called {@link #exclusively}. */
    Deployment remember(Deployment.Kind kind, List<Deployment.FileChange> files) throws DeploymentException {
        Entry entry = open(kind, List.of(), List.of(), files);
        return finish(entry, List.of(), List.of(), "");
    }

    /** Waits until the change is neither being made nor on trial. */
    Deployment await(int number) throws DeploymentException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ledger.entry(number).underWay()) {
                settled.await();
            }
            return ledger.entry(number).deployment();
        } finally {
            lock.unlock();
        }
    }

    /** A bundle did something without us: one on trial that stops is no use. */
    void bundleChanged(BundleEvent event) {
        boolean gone = event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNINSTALLED;
        if (gone) {
            Future<?> unused = trials.submit(() -> endTrialOf(event.getBundle()));
        }
    }

    /** The runtime stops: what is on trial has done nothing wrong. */
    void stop() {
        locked(() -> {
            settleTrials(trial -> true, "the runtime was stopped in its trial");
            return ledger.state();
        });
    }

    private void endTrialOf(Bundle bundle) {
        locked(() -> {
            List.copyOf(running.values()).stream()
                    .filter(trial -> trial.arriving().contains(bundle) && bundle.getState() != Bundle.ACTIVE)
                    .forEach(trial -> takeBack(trial, bundle.getSymbolicName() + " was stopped by hand"));
            return ledger.state();
        });
    }

    private Entry open(
            Deployment.Kind kind, List<Move> moves, List<BundleChange> changes, List<Deployment.FileChange> files)
            throws DeploymentException {
        Map<String, Jar> before = new HashMap<>();
        Map<String, Jar> after = new HashMap<>();
        for (Move move : moves) {
            move.before().ifPresent(jar -> before.put(move.symbolicName(), jar));
            move.arriving().ifPresent(jar -> after.put(move.symbolicName(), jar));
        }
        return ledger.open(kind, before, after, changes, files);
    }

    /** A filter that mail requires must not leave by the way. */
    private void requireAllRequired(Installation installation, List<Bundle> leaving) throws DeploymentException {
        Set<Long> old = Bundles.ids(leaving);
        Set<String> lost = overview.filters().stream()
                .filter(filter -> old.contains(filter.bundleId()) && filter.inChain() && filter.required())
                .map(FilterStatus::id)
                .collect(Collectors.toCollection(TreeSet::new));
        installation.filters().forEach(filter -> lost.remove(filter.id()));
        if (!lost.isEmpty()) {
            throw new DeploymentException("the new version does not offer filter " + String.join(", ", lost)
                    + ", which its policy requires: mail would wait for it. Set required=false first if that is meant");
        }
    }

    private Deployment tryOut(Entry entry, Installation installation, List<Bundle> leaving) {
        Entry tried = entry.became(Deployment.State.TRIAL, "");
        ledger.save(ledger.state().with(tried));
        Future<?> end = trials.schedule(
                () -> locked(() -> settle(entry.number(), "")),
                settings.get().trial().toMillis(),
                TimeUnit.MILLISECONDS);
        running.put(entry.number(), new Trial(tried, installation.bundles(), leaving, end));
        changeover
                .watch(
                        installation.ids(),
                        settings.get().trialMessages(),
                        settings.get().trialFailures())
                .thenAccept(reason -> {
                    Future<?> unused = trials.submit(() -> locked(() -> settle(entry.number(), reason)));
                });
        return tried.deployment();
    }

    private State settle(int number, String reason) {
        Optional.ofNullable(running.get(number)).ifPresent(trial -> {
            if (reason.isEmpty()) {
                keep(trial, "");
            } else {
                takeBack(trial, reason);
            }
        });
        return ledger.state();
    }

    private void keep(Trial trial, String note) {
        end(trial);
        finish(trial.entry(), trial.arriving(), trial.standby(), note);
    }

    private void takeBack(Trial trial, String reason) {
        end(trial);
        int number = trial.entry().number();
        changeover.exchange(
                Bundles.ids(trial.standby()),
                Bundles.ids(trial.arriving()),
                "deployment " + number + " is taken back: " + reason);
        LOG.warn("deployment {} is taken back, what served before serves again: {}", number, reason);
        ledger.save(ledger.state().with(trial.entry().became(Deployment.State.TAKEN_BACK, reason)));
        retirement.begin(trial.arriving(), settings.get().drain(), location -> {});
        settled.signalAll();
    }

    private void end(Trial trial) {
        running.remove(trial.entry().number());
        trial.end().cancel(false);
    }

    /** The new bundles stay, the old ones go. */
    private Deployment finish(Entry entry, List<Bundle> arriving, List<Bundle> leaving, String note) {
        for (Bundle bundle : arriving) {
            try {
                framework.keep(bundle);
            } catch (BundleException | IllegalStateException e) {
                LOG.error("{} will not start with the next start of the runtime", bundle, e);
            }
        }
        Entry done = entry.became(Deployment.State.DONE, note);
        Set<String> all = leaving.stream().map(Bundle::getLocation).collect(Collectors.toSet());
        Set<String> aside = leaving.stream()
                .filter(Retirement::isSetAside)
                .map(Bundle::getLocation)
                .collect(Collectors.toSet());
        ledger.save(ledger.state().done(done, all, aside));
        LOG.info(
                "deployment {} is done: {}",
                entry.number(),
                title(entry.deployment().bundles()));
        retirement.begin(leaving, settings.get().drain(), this::gone);
        settled.signalAll();
        return done.deployment();
    }

    private void gone(String location) {
        locked(() -> {
            ledger.save(ledger.state().gone(location));
            ledger.prune();
            return ledger.state();
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private static String title(List<BundleChange> changes) {
        return changes.stream()
                .map(change -> change.bundle() + " " + (change.from().isEmpty() ? "none" : change.from()) + " -> "
                        + (change.to().isEmpty() ? "none" : change.to()))
                .collect(Collectors.joining(", "));
    }
}
