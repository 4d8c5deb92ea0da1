package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.milterflux.core.management.Changeover;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees bundles off that have left the chain: their messages end first. Nobody waits for it. */
final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    /** The scheme of the locations of bundles that the features own: uninstalled, they would come back with the next start. */
    private static final String FEATURE = "feature:";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Bundles framework;
    private final Changeover changeover;
    private final ExecutorService threads;
    private final DeployDirectory deploy;

    /** Sees bundles off on these threads. */
    Retirement(Bundles framework, Changeover changeover, ExecutorService threads, DeployDirectory deploy) {
        this.framework = framework;
        this.changeover = changeover;
        this.threads = threads;
        this.deploy = deploy;
    }

    /** Whether the bundle stays installed after it has left. */
    static boolean isSetAside(Bundle bundle) {
        return bundle.getLocation().startsWith(FEATURE);
    }

    /**
     * The bundles, whose filters are out of the chain, go when nobody needs them, or when the time is up.
     *
     * @param gone told the location of each that has gone
     */
    void begin(List<Bundle> bundles, Duration limit, Consumer<String> gone) {
        for (Bundle bundle : bundles) {
            Future<?> unused = threads.submit(() -> seeOff(bundle, limit, gone));
        }
    }

    private void seeOff(Bundle bundle, Duration limit, Consumer<String> gone) {
        try {
            if (!changeover.awaitIdle(Set.of(bundle.getBundleId()), limit)) {
                LOG.warn("{} goes although messages of it are not finished after {} s", bundle, limit.toSeconds());
            }
            remove(bundle);
            changeover.forget(Set.of(bundle.getBundleId()));
            gone.accept(bundle.getLocation());
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.warn("{} cannot be removed; the next start of the runtime tries again", bundle, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the deployer stops; the next start goes on
        }
    }

    /** Removes the bundle at once. */
    void remove(Bundle bundle) throws BundleException, IOException, InterruptedException {
        if (isSetAside(bundle)) {
            framework.setAside(bundle);
            return;
        }
        if (deploy.takeOut(bundle)) {
            awaitUninstalled(bundle); // by who watches that directory, else it would complain
        }
        framework.uninstall(bundle);
    }

    private static void awaitUninstalled(Bundle bundle) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (bundle.getState() != Bundle.UNINSTALLED && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
