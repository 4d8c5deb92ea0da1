package org.milterflux.launcher.framework;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Brings the framework's bundles in line with the features, and touches nothing else.
 *
 * <p>What an admin installed, updated or stopped by hand stays so over a restart: only {@value FeatureBundle#SCHEME}
 * locations are managed, a bundle is updated only when the shipped jar itself has changed, takes the start level that its
 * feature gives it, and only a bundle that is new is started (the framework remembers the others). A bundle that cannot be installed is told and left out.
 */
final class BundleSync {

    private static final Logger log = System.getLogger(BundleSync.class.getName());

    private final BundleContext framework;
    private final FrameworkStartLevel startLevels;
    private final Path system;
    private final Fingerprints fingerprints;

    BundleSync(BundleContext framework, Path system) throws IOException {
        this.framework = framework;
        startLevels = framework.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        this.system = system;
        fingerprints = Fingerprints.load(framework.getDataFile("fingerprints").toPath());
    }

    void apply(List<FeatureBundle> wanted) throws IOException {
        uninstallAllBut(wanted.stream().map(FeatureBundle::location).collect(Collectors.toSet()));
        int usual = startLevels.getInitialBundleStartLevel();
        wanted.forEach(this::bringIn);
        startLevels.setInitialBundleStartLevel(usual);
        fingerprints.save();
    }

    private void uninstallAllBut(Set<String> wanted) {
        for (Bundle bundle : framework.getBundles()) {
            String location = bundle.getLocation();
            if (location.startsWith(FeatureBundle.SCHEME) && !wanted.contains(location)) {
                attempt(location, bundle::uninstall);
                fingerprints.forget(location);
            }
        }
    }

    private void bringIn(FeatureBundle wanted) {
        Path jar = system.resolve(wanted.path());
        Bundle present = framework.getBundle(wanted.location());
        attempt(wanted.location(), () -> {
            String fingerprint = Fingerprints.of(jar);
            if (present == null) {
                install(wanted, jar);
            } else if (!fingerprints.knows(wanted.location())) { // a crash came before it was marked to start
                present.uninstall();
                install(wanted, jar);
            } else {
                if (!fingerprints.matches(wanted.location(), fingerprint)) {
                    update(present, jar);
                }
                startAt(wanted.startLevel(), present);
            }
            fingerprints.remember(wanted.location(), fingerprint);
        });
    }

    private void install(FeatureBundle wanted, Path jar) throws BundleException, IOException {
        startLevels.setInitialBundleStartLevel(wanted.startLevel());
        try (InputStream content = Files.newInputStream(jar)) {
            Bundle bundle = framework.installBundle(wanted.location(), content);
            if (!isFragment(bundle)) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static void update(Bundle bundle, Path jar) throws BundleException, IOException {
        try (InputStream content = Files.newInputStream(jar)) {
            bundle.update(content);
        }
    }

    private static void startAt(int level, Bundle bundle) {
        BundleStartLevel own = bundle.adapt(BundleStartLevel.class);
        if (own.getStartLevel() != level) { // to set it is to write a file
            own.setStartLevel(level);
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private static void attempt(String location, Step step) {
        try {
            step.run();
        } catch (BundleException | IOException failed) {
            log.log(Level.ERROR, "bundle {0} is left out: {1}", location, failed);
        }
    }

    /** Something that may fail for one bundle without harm to the next. */
    private interface Step {
        void run() throws BundleException, IOException;
    }
}
