package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.Readiness;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.internal.state.Deployed;
import org.milterflux.deployer.internal.state.Jar;
import org.milterflux.deployer.internal.state.Store;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New bundles beside those that serve, their filters kept out of the chain.
 *
 * <p>What the new bundles do when they start is foreign code: it runs on a thread of its own, which is given up when it
 * takes too long. They are started for this run of the framework only, until their change is made for good.
 */
final class Installation {

    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Bundles framework;
    private final Changeover changeover;
    private final Overview overview;
    private final Function<Bundle, Optional<String>> diagnosis;
    private final ExecutorService threads;
    private final List<Bundle> bundles = new ArrayList<>();

    /**
     * Nothing installed yet.
     *
     * @param diagnosis why a bundle that was started does not do its part; empty when it does
     * @param threads where bundles start
     */
    Installation(
            Bundles framework,
            Changeover changeover,
            Overview overview,
            Function<Bundle, Optional<String>> diagnosis,
            ExecutorService threads) {
        this.framework = framework;
        this.changeover = changeover;
        this.overview = overview;
        this.diagnosis = diagnosis;
        this.threads = threads;
    }

    /** What is installed. */
    List<Bundle> bundles() {
        return List.copyOf(bundles);
    }

    Set<Long> ids() {
        return Bundles.ids(bundles);
    }

    /** The filters that the new bundles offer now. */
    List<FilterStatus> filters() {
        Set<Long> ids = ids();
        return overview.filters().stream()
                .filter(filter -> ids.contains(filter.bundleId()))
                .toList();
    }

    /** Installs the bundle of a move. */
    void install(Move move, int number, Store store) throws DeploymentException {
        Jar jar = move.arriving().orElseThrow();
        try (InputStream content = Files.newInputStream(store.path(jar.digest()))) {
            bundles.add(framework.install(Deployed.location(move.symbolicName(), number), content));
        } catch (IOException | BundleException e) {
            throw new DeploymentException(jar.source() + " cannot be installed: " + e.getMessage(), e);
        }
        changeover.withhold(ids());
    }

    /** Resolves and starts all of them, and waits until they are ready. */
    void start(Duration limit, Consumer<String> progress) throws DeploymentException {
        long end = System.nanoTime() + limit.toNanos();
        if (!framework.resolve(bundles)) {
            throw new DeploymentException(problems());
        }
        for (Bundle bundle : bundles) {
            start(bundle, left(end));
            progress.accept("started " + name(bundle));
        }
        awaitHealth(end, limit);
    }

    /** Takes everything away again, without waiting for it. */
    void undo() {
        Set<Long> ids = ids();
        Future<?> unused = threads.submit(() -> {
            for (Bundle bundle : bundles) {
                try {
                    framework.uninstall(bundle);
                } catch (BundleException | RuntimeException e) {
                    LOG.warn("{} cannot be uninstalled; the next start of the runtime does it", name(bundle), e);
                }
            }
            changeover.forget(ids);
        });
    }

    private void start(Bundle bundle, Duration limit) throws DeploymentException {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        Future<@Nullable Void> started = threads.submit((Callable<@Nullable Void>) () -> {
            framework.start(bundle);
            return null;
        });
        try {
            started.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            started.cancel(true);
            throw new DeploymentException(name(bundle) + " is still not started after " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DeploymentException(name(bundle) + " cannot be started: " + root(cause), cause);
        } catch (InterruptedException e) {
            started.cancel(true);
            Thread.currentThread().interrupt();
            throw new DeploymentException("interrupted while " + name(bundle) + " was started", e);
        }
    }

    /** Not all that is missing at first is missing for good: configurations and services come on other threads. */
    private void awaitHealth(long end, Duration limit) throws DeploymentException {
        while (true) {
            String problems = problems();
            if (problems.isEmpty()) {
                return;
            }
            if (left(end).isZero()) {
                throw new DeploymentException(problems + " (waited " + limit.toSeconds() + " s)");
            }
            pause();
        }
    }

    private String problems() {
        Set<Long> ids = ids();
        Stream<String> unstarted = bundles.stream().flatMap(bundle -> diagnosis.apply(bundle).stream());
        Stream<String> unready = overview.readiness(Duration.ofSeconds(5)).stream()
                .filter(readiness -> ids.contains(readiness.bundleId()) && !readiness.isReady())
                .map(Installation::problem);
        return String.join("\n", Stream.concat(unstarted, unready).toList());
    }

    private static String problem(Readiness readiness) {
        return "filter " + readiness.filter() + " " + readiness.version() + " is not ready: " + readiness.problem();
    }

    private static void pause() throws DeploymentException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("interrupted while the new bundles were not ready yet", e);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static String root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == error ? String.valueOf(error.getMessage()) : root.toString();
    }
}
