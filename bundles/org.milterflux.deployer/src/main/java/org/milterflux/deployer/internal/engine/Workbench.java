package org.milterflux.deployer.internal.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployer;
import org.milterflux.deployer.internal.diagnosis.Diagnosis;
import org.milterflux.deployer.internal.plan.Snapshot;
import org.milterflux.deployer.internal.policy.PolicyFiles;
import org.milterflux.deployer.internal.state.Ledger;
import org.milterflux.deployer.internal.state.State;
import org.milterflux.deployer.internal.state.StateFile;
import org.milterflux.deployer.internal.state.Store;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Puts the deployer together, reconciles what is there with what is deployed, and cleans up behind it. */
public final class Workbench implements Closeable {

    private final BundleContext context;
    private final ExecutorService threads = Executors.newCachedThreadPool(named("milterflux-deployment"));
    private final ScheduledExecutorService trials =
            Executors.newSingleThreadScheduledExecutor(named("milterflux-trial"));
    private final Engine engine;
    private final Deployments deployments;
    private final BundleListener listener;
    private final BundleListener leftovers;

    /**
     * Ready to deploy.
     *
     * @throws IOException when the directory of deployments cannot be read or written
     */
    public Workbench(
            BundleContext context,
            Changeover changeover,
            Overview overview,
            ServiceComponentRuntime components,
            ConfigurationAdmin configurations,
            Supplier<DeploymentSettings> settings)
            throws IOException {
        this.context = context;
        Path home = Files.createDirectories(directory("org.milterflux.data").resolve("deployments"));
        Store store = new Store(home.resolve("jars"));
        StateFile file = new StateFile(home);
        Bundles framework = new Bundles(context);
        Retirement retirement = new Retirement(
                framework,
                changeover,
                threads,
                new DeployDirectory(directory("org.milterflux.deploy"), home.resolve("replaced")));
        Reconciliation reconciliation = new Reconciliation(framework, retirement, store);
        Optional<State> saved = file.load();
        State state =
                reconciliation.apply(saved.orElseGet(reconciliation::adopted).interrupted());
        if (!state.equals(saved.orElse(State.EMPTY))) {
            file.save(state);
        }
        Ledger ledger = new Ledger(file, store, state);
        ledger.prune(); // what a crash has left
        Diagnosis diagnosis = new Diagnosis(context, components, overview);
        engine = new Engine(
                framework,
                changeover,
                overview,
                diagnosis::whyNotStarted,
                settings,
                retirement,
                ledger,
                threads,
                trials);
        deployments = new Deployments(
                engine,
                store,
                () -> Snapshot.of(
                        engine.counted(),
                        overview,
                        configurations,
                        engine.state().digests()),
                settings,
                changeover,
                overview,
                diagnosis,
                new PolicyFiles(directory("org.milterflux.conf"), overview));
        listener = event -> {
            if (context.getBundle(0).getState() == Bundle.ACTIVE) { // else everything stops
                engine.bundleChanged(event);
            }
        };
        context.addBundleListener(listener);
        leftovers = new Leftovers(framework);
        context.addBundleListener(leftovers);
    }

    /** What the administrator asks. */
    public Deployer deployer() {
        return deployments;
    }

    /** Settles a trial, and leaves what is on its way out to the next start. */
    @Override
    public void close() {
        context.removeBundleListener(listener);
        context.removeBundleListener(leftovers);
        engine.stop();
        trials.shutdownNow();
        threads.shutdownNow();
    }

    private Path directory(String property) {
        String path = context.getProperty(property);
        if (path == null) {
            throw new IllegalStateException(
                    "the framework has no property " + property + "; start it with bin/milterflux");
        }
        return Path.of(path).toAbsolutePath();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
