package org.milterflux.launcher.framework;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.milterflux.launcher.Layout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi framework of one instance. */
public final class Platform {

    /** Everything runs from here on; listeners and console are at this level, so that they come last and go first. */
    static final int START_LEVEL = 30;

    /** Where the core feature puts FileInstall. */
    private static final int FILE_INSTALL_LEVEL = 8;

    /** Longer than a listener may take to let messages finish; what hangs after that is left behind. */
    private static final long STOP_SECONDS = 120;

    private final Framework framework;

    private Platform(Framework framework) {
        this.framework = framework;
    }

    /**
     * Prepares the framework: bundles installed and marked to start, none running.
     *
     * @param listen the socket of {@code --listen}, in place of the configured listeners
     * @throws IOException when a feature or the cache cannot be read
     */
    public static Platform prepare(Layout layout, Optional<String> listen) throws IOException {
        Features features = Features.read(layout.features());
        StaleConfigurations.remove(layout.configurations());
        Framework framework = factory().newFramework(properties(layout, features, listen));
        try {
            framework.init();
        } catch (BundleException unusable) {
            throw new IOException(
                    "the bundle cache " + layout.cache() + " cannot be used (" + unusable.getMessage()
                            + "); delete that directory and start again",
                    unusable);
        }
        new BundleSync(framework.getBundleContext(), layout.system()).apply(features.bundles());
        return new Platform(framework);
    }

    /** Starts everything; returns when all bundles have been started or have said why not. */
    public void start() throws BundleException {
        framework.start();
    }

    /** What the listeners say about their sockets. */
    public Listeners listeners() {
        return Listeners.of(context());
    }

    /** The framework as its own bundle sees it. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until somebody stops the framework; a framework that updates itself is started again. */
    public void awaitStop() throws BundleException, InterruptedException {
        while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
            framework.start();
        }
    }

    /** Stops: listeners first, which let their messages finish. */
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"));
    }

    private static Map<String, String> properties(Layout layout, Features features, Optional<String> listen) {
        Map<String, String> properties = new HashMap<>(features.properties());
        properties.put("org.milterflux.home", layout.home().toString());
        properties.put("org.milterflux.conf", layout.conf().toString());
        properties.put("org.milterflux.data", layout.data().toString());
        listen.ifPresent(socket -> properties.put("org.milterflux.listen", socket));
        properties.put(Constants.FRAMEWORK_STORAGE, layout.cache().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(START_LEVEL));
        properties.put("felix.startlevel.bundle", Integer.toString(Features.DEFAULT_START_LEVEL));
        properties.put("felix.cm.dir", layout.configurations().toString());
        properties.putAll(fileInstall(layout));
        return properties;
    }

    /**
     * FileInstall reads {@code conf/} and {@code deploy/} while it starts, that is before filters and listeners, and
     * looks again twice a second: by polling, because only then does it try bundles again that lacked something. Bundles of
     * {@code deploy/} get its own start level: those of a later one it would start only after the listeners are open.
     * It does not write into {@code conf/}: the admin's files are the truth.
     */
    private static Map<String, String> fileInstall(Layout layout) {
        return Map.of(
                "felix.fileinstall.dir", layout.conf() + "," + layout.deploy(),
                "felix.fileinstall.noInitialDelay", "true",
                "felix.fileinstall.poll", "500",
                "felix.fileinstall.disableNio2", "true",
                "felix.fileinstall.start.level", Integer.toString(FILE_INSTALL_LEVEL),
                "felix.fileinstall.configEncoding", "UTF-8",
                "felix.fileinstall.enableConfigSave", "false",
                "felix.fileinstall.log.level", "3",
                "felix.fileinstall.tmpdir", layout.data().resolve("tmp").toString());
    }
}
