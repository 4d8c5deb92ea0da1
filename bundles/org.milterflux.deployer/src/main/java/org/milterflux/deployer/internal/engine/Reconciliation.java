package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.milterflux.deployer.internal.state.Deployed;
import org.milterflux.deployer.internal.state.Jar;
import org.milterflux.deployer.internal.state.State;
import org.milterflux.deployer.internal.state.Store;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the framework in line with what is deployed, before any filter starts: an end in the middle of a change leaves
 * bundles too many or too few.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Bundles framework;
    private final Retirement retirement;
    private final Store store;

    Reconciliation(Bundles framework, Retirement retirement, Store store) {
        this.framework = framework;
        this.retirement = retirement;
        this.store = store;
    }

    /** What is deployed when nothing is known of it: what the framework would start. */
    State adopted() {
        Map<String, Deployed> found = new HashMap<>();
        for (Bundle bundle : framework.all()) {
            if (isOurs(bundle) && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
                try (InputStream copy = Bundles.copy(bundle)) {
                    Jar jar = new Jar(bundle.getVersion().toString(), store.put(copy), "the framework's cache");
                    found.put(bundle.getSymbolicName(), new Deployed(jar, number(bundle)));
                } catch (IOException e) {
                    LOG.error("{} cannot be read again and is lost for a rollback", bundle, e);
                }
            }
        }
        return new State(found, Set.of(), Set.of(), State.EMPTY.entries());
    }

    /** The state after everything that could be done was done. */
    State apply(State state) {
        State after = state;
        for (Bundle bundle : framework.all()) {
            String location = bundle.getLocation();
            boolean leaves = state.leaving().contains(location);
            boolean strays = isOurs(bundle) && !state.deploys(bundle.getSymbolicName(), location);
            boolean returns = state.setAside().contains(location)
                    && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()
                    && state.deployed().containsKey(bundle.getSymbolicName());
            if (leaves || strays || returns) {
                after = remove(bundle, after);
            }
        }
        for (String location : after.leaving()) {
            after = after.gone(location); // it is not installed any more
        }
        state.deployed().forEach(this::bringIn);
        return after;
    }

    private State remove(Bundle bundle, State state) {
        try {
            retirement.remove(bundle);
            return state.gone(bundle.getLocation());
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.error("{} has been replaced and cannot be removed", bundle, e);
            return state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return state;
        }
    }

    private void bringIn(String symbolicName, Deployed deployed) {
        String location = Deployed.location(symbolicName, deployed.number());
        try {
            boolean present = framework.named(symbolicName).stream()
                    .anyMatch(bundle -> bundle.getLocation().equals(location));
            if (!present) { // what is there and was stopped by hand stays so
                try (InputStream content =
                        Files.newInputStream(store.path(deployed.jar().digest()))) {
                    framework.keep(framework.install(location, content));
                }
                LOG.info(
                        "installed {} {} again: it is deployed",
                        symbolicName,
                        deployed.jar().version());
            }
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.error(
                    "{} {} is deployed but cannot be started: {}",
                    symbolicName,
                    deployed.jar().version(),
                    e.getMessage(),
                    e);
        }
    }

    private static boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith(Deployed.SCHEME);
    }

    private static int number(Bundle bundle) {
        String location = bundle.getLocation();
        return Integer.parseInt(location.substring(location.lastIndexOf(':') + 1));
    }
}
