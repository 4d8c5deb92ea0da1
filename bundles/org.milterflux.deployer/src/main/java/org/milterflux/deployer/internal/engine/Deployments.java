package org.milterflux.deployer.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.BundleChange.Kind;
import org.milterflux.deployer.Deployer;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.Deployment.FileChange;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.Plan;
import org.milterflux.deployer.internal.bundle.BundleFile;
import org.milterflux.deployer.internal.diagnosis.Diagnosis;
import org.milterflux.deployer.internal.engine.DeploymentSettings.Lint;
import org.milterflux.deployer.internal.plan.Installed;
import org.milterflux.deployer.internal.plan.Planner;
import org.milterflux.deployer.internal.policy.PolicyFiles;
import org.milterflux.deployer.internal.state.Entry;
import org.milterflux.deployer.internal.state.Jar;
import org.milterflux.deployer.internal.state.State;
import org.milterflux.deployer.internal.state.Store;

/** What the administrator asks for, as changes that the engine makes. */
final class Deployments implements Deployer {

    private final Engine engine;
    private final Store store;
    private final Sources sources;
    private final Supplier<Installed> installed;
    private final Supplier<DeploymentSettings> settings;
    private final Changeover changeover;
    private final Overview overview;
    private final Diagnosis diagnosis;
    private final PolicyFiles policies;

    Deployments(
            Engine engine,
            Store store,
            Supplier<Installed> installed,
            Supplier<DeploymentSettings> settings,
            Changeover changeover,
            Overview overview,
            Diagnosis diagnosis,
            PolicyFiles policies) {
        this.engine = engine;
        this.store = store;
        sources = new Sources(store);
        this.installed = installed;
        this.settings = settings;
        this.changeover = changeover;
        this.overview = overview;
        this.diagnosis = diagnosis;
        this.policies = policies;
    }

    @Override
    public Plan plan(List<String> wanted) throws DeploymentException {
        return engine.exclusively(() -> planned(fetch(wanted)));
    }

    @Override
    public Plan planRemoval(List<String> names) throws DeploymentException {
        return engine.exclusively(() -> Planner.removal(names, installed.get()));
    }

    @Override
    public Deployment deploy(List<String> wanted, Consumer<String> progress) throws DeploymentException {
        return engine.exclusively(() -> {
            List<BundleFile> files = fetch(wanted);
            requireNoProblems(planned(files));
            engine.settleTrialsOf(files.stream().map(BundleFile::symbolicName).collect(Collectors.toSet()));
            Plan plan = planned(files); // against what serves now that those trials are over
            requireNoProblems(plan);
            plan.warnings().forEach(warning -> progress.accept("warning: " + warning));
            List<BundleChange> changes = plan.changes().stream()
                    .filter(change -> change.kind() != Kind.KEEP)
                    .toList();
            if (changes.isEmpty()) {
                throw new DeploymentException("nothing to do: "
                        + (wanted.size() == 1 ? "this file is" : "these files are") + " deployed already");
            }
            List<Move> moves = new ArrayList<>();
            for (BundleChange change : changes) {
                moves.add(engine.move(
                        change.bundle(),
                        change.kind() == Kind.REMOVE
                                ? Optional.empty()
                                : Optional.of(new Jar(change.to(), change.digest(), change.source()))));
            }
            return engine.carryOut(Deployment.Kind.DEPLOY, moves, changes, List.of(), true, progress);
        });
    }

    @Override
    public Deployment undeploy(List<String> names, Consumer<String> progress) throws DeploymentException {
        return engine.exclusively(() -> {
            Plan plan = Planner.removal(names, installed.get());
            requireNoProblems(plan);
            engine.settleTrialsOf(
                    plan.changes().stream().map(BundleChange::bundle).collect(Collectors.toSet()));
            plan.warnings().forEach(warning -> progress.accept("warning: " + warning));
            List<Move> moves = new ArrayList<>();
            for (BundleChange change : plan.changes()) {
                moves.add(engine.move(change.bundle(), Optional.empty()));
            }
            return engine.carryOut(Deployment.Kind.UNDEPLOY, moves, plan.changes(), List.of(), false, progress);
        });
    }

    @Override
    public Deployment rollback(OptionalInt number, Consumer<String> progress) throws DeploymentException {
        return engine.exclusively(() -> {
            engine.settleTrials();
            State state = engine.state();
            int target = number.isPresent()
                    ? number.getAsInt()
                    : state.previous().orElseThrow(() -> new DeploymentException("there is nothing to go back to"));
            requireKnown(state, target);
            List<Move> moves = new ArrayList<>();
            List<BundleChange> changes = new ArrayList<>();
            for (Map.Entry<String, Optional<Jar>> then : new TreeMap<>(state.asAfter(target)).entrySet()) {
                Move move = engine.move(then.getKey(), then.getValue());
                if (!isSame(move)) {
                    requireKept(move);
                    moves.add(move);
                    changes.add(change(move));
                }
            }
            List<FileChange> files = policies.restore(state.filesAsAfter(target));
            if (moves.isEmpty() && files.isEmpty()) {
                throw new DeploymentException(
                        "nothing to do: what was deployed after change " + target + " is deployed");
            }
            files.forEach(file -> progress.accept("restored " + file.name()));
            try {
                return engine.carryOut(Deployment.Kind.ROLLBACK, moves, changes, files, false, progress);
            } catch (DeploymentException e) {
                policies.restore(files.stream().collect(Collectors.toMap(FileChange::name, FileChange::before)));
                throw e;
            }
        });
    }

    @Override
    public List<Deployment> history() {
        return engine.state().entries().stream().map(Entry::deployment).toList();
    }

    @Override
    public Deployment await(int number) throws DeploymentException, InterruptedException {
        return engine.await(number);
    }

    @Override
    public Deployment policy(String filter, List<String> wanted) throws DeploymentException {
        return engine.exclusively(
                () -> engine.remember(Deployment.Kind.POLICY, List.of(policies.change(filter, wanted))));
    }

    @Override
    public List<String> drain(String filter) throws DeploymentException, InterruptedException {
        if (overview.filters().stream().noneMatch(known -> known.id().equals(filter))) {
            throw new DeploymentException("there is no filter " + filter + "; milter:filters shows what there is");
        }
        changeover.drain(filter);
        List<String> told = new ArrayList<>();
        told.add(
                changeover.awaitIdle(filter, settings.get().drain())
                        ? filter + " is drained: no message has it"
                        : filter + " gets no new messages, but some it had are not finished after "
                                + settings.get().drain().toSeconds() + " s; milter:filters counts them");
        if (overview.missing().contains(filter)) {
            told.add("mail requires it: new messages wait for it and are then refused for now");
        }
        told.add("milter:enable " + filter + " lets it in again; so does the next start of the runtime");
        return told;
    }

    @Override
    public boolean resume(String filter) {
        return changeover.resume(filter);
    }

    @Override
    public List<String> why(String filter) {
        return diagnosis.why(filter, history());
    }

    private List<BundleFile> fetch(List<String> wanted) throws DeploymentException {
        List<BundleFile> files = new ArrayList<>();
        for (String source : wanted) {
            files.add(sources.fetch(source));
        }
        return files;
    }

    private Plan planned(List<BundleFile> files) {
        return Planner.plan(files, installed.get(), settings.get().lint() == Lint.REFUSE);
    }

    private static void requireNoProblems(Plan plan) throws DeploymentException {
        if (!plan.problems().isEmpty()) {
            throw new DeploymentException(String.join("\n", plan.problems()) + "\nnothing has changed");
        }
    }

    private static void requireKnown(State state, int number) throws DeploymentException {
        if (number != 0 && state.entry(number).isEmpty()) {
            throw new DeploymentException("there is no change " + number + "; see milter:history");
        }
    }

    private void requireKept(Move move) throws DeploymentException {
        Optional<Jar> lost = move.arriving().filter(jar -> !store.has(jar.digest()));
        if (lost.isPresent()) {
            throw new DeploymentException("the file of " + move.symbolicName() + " "
                    + lost.get().version() + " is not kept any more; deploy it from "
                    + lost.get().source());
        }
    }

    private static boolean isSame(Move move) {
        return move.before().map(Jar::digest).equals(move.arriving().map(Jar::digest));
    }

    private static BundleChange change(Move move) {
        String from = move.before().map(Jar::version).orElse("");
        String to = move.arriving().map(Jar::version).orElse("");
        return new BundleChange(
                Planner.kind(from, to),
                move.symbolicName(),
                from,
                to,
                move.arriving().map(Jar::source).orElse(""),
                move.arriving().map(Jar::digest).orElse(""),
                List.of());
    }
}
