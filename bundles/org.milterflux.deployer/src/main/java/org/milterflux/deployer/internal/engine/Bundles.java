package org.milterflux.deployer.internal.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the framework has installed, and what can be done to it without touching anything else. */
final class Bundles {

    /** Where filters run. */
    private static final int START_LEVEL = 20;

    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MILLIS = 50;

    private final BundleContext context;

    Bundles(BundleContext context) {
        this.context = context;
    }

    /** All there are. */
    List<Bundle> all() {
        return List.of(context.getBundles());
    }

    /** Those of a symbolic name. */
    List<Bundle> named(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    /** Installs; the bundle is not started. */
    Bundle install(String location, InputStream content) throws BundleException, IOException {
        // Kept in memory, to read it again when the framework wants to be asked again.
        byte[] bytes = content.readAllBytes();
        Bundle bundle = patiently(() -> context.installBundle(location, new ByteArrayInputStream(bytes)));
        bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        return bundle;
    }

    /** Whether all of them find what they need. */
    boolean resolve(Collection<Bundle> bundles) {
        for (int i = 1; i < ATTEMPTS; i++) {
            if (wiring().resolveBundles(bundles)) {
                return true;
            }
            if (!pause()) {
                return false;
            }
        }
        return wiring().resolveBundles(bundles);
    }

    /** Starts the bundle for this run of the framework. */
    void start(Bundle bundle) throws BundleException {
        patiently(() -> {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            return bundle;
        });
    }

    /** Takes the bundle out of the framework, and its classes when nobody uses them. */
    void uninstall(Bundle bundle) throws BundleException {
        patiently(() -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            return bundle;
        });
        if (wiring().getRemovalPendingBundles().contains(bundle)) {
            letGo(bundle);
        }
    }

    /** Stops the bundle for good, and lets its classes go; it stays installed. */
    void setAside(Bundle bundle) throws BundleException {
        patiently(() -> {
            bundle.stop();
            return bundle;
        });
        letGo(bundle);
    }

    /** Starts the bundle now and whenever the framework starts. */
    void keep(Bundle bundle) throws BundleException {
        patiently(() -> {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return bundle;
        });
    }

    /** Never refreshes what runs: bundles that others still use go with those. */
    private void letGo(Bundle bundle) {
        boolean used = wiring().getDependencyClosure(Set.of(bundle)).stream()
                .anyMatch(user -> user != bundle && user.getState() != Bundle.UNINSTALLED);
        if (!used) {
            wiring().refreshBundles(Set.of(bundle));
        }
    }

    /** The numbers by which the core knows them. */
    static Set<Long> ids(Collection<Bundle> bundles) {
        return bundles.stream().map(Bundle::getBundleId).collect(Collectors.toSet());
    }

    /** A bundle's contents as a file. */
    static InputStream copy(Bundle bundle) throws IOException {
        return BundleCopy.of(bundle);
    }

    /** Something the framework does, or refuses because somebody else works on it at the same moment. */
    private interface Operation {
        Bundle run() throws BundleException;
    }

    /** Felix gives up where two operations wait for each other's locks, and says so in the message only. */
    private static Bundle patiently(Operation operation) throws BundleException {
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                return operation.run();
            } catch (BundleException | IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).contains("lock") || !pause()) {
                    throw e;
                }
            }
        }
        return operation.run();
    }

    /** Whether nobody wants this thread to end. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }
}
