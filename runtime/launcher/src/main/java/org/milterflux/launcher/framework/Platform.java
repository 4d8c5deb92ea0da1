package org.milterflux.launcher.framework;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.osgi.framework.wiring.FrameworkWiring;

/** The OSGi framework of one instance. */
public final class Platform {

    /** Everything runs from here on: filters from 20, listeners from 30, and then what only an administrator needs. */
    static final int START_LEVEL = 40;

    /** Longer than a listener may take to let messages finish; what hangs after that is left behind. */
    private static final long STOP_SECONDS = 120;

    /** What a bundle that was installed by hand may take to start. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final Logger log = System.getLogger(Platform.class.getName());

    private final Framework framework;
    private final BundleRecords records;
    private volatile boolean stopping;

    private Platform(Framework framework, BundleRecords records) {
        this.framework = framework;
        this.records = records;
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
        BundleRecords records = new BundleRecords(layout.cache());
        records.mend();
        Framework framework = initialized(layout, properties(layout, features, listen));
        framework.getBundleContext().addBundleListener(ServiceUses.of(framework));
        framework.getBundleContext().addBundleListener(new ListenersFirst());
        new BundleSync(framework.getBundleContext(), layout.system()).apply(features.bundles());
        return new Platform(framework, records);
    }

    /**
     * Starts everything; returns when all bundles have been started or have said why not.
     *
     * @return false when it has been stopped meanwhile, as by a signal that comes early
     */
    public boolean start() throws BundleException {
        return start(LONGEST_START);
    }

    @SuppressWarnings("try") // watches while it is open
    boolean start(Duration longest) throws BundleException {
        BundleContext context = context();
        if (stopping) {
            return false;
        }
        try (StartWatch watch = StartWatch.over(context, longest)) {
            // Sooner done than one by one as they start, which is when a bundle that does not resolve is told.
            framework.adapt(FrameworkWiring.class).resolveBundles(null);
            framework.start();
            records.keep(context);
        } catch (IllegalStateException unlessItStops) {
            if (!stopping) {
                throw unlessItStops;
            }
        }
        return !stopping;
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

    /** Prepares the JVM to leave an archive of the classes that it has loaded. */
    public void linkClasses() {
        LoadedClasses.link(context());
    }

    /** Stops: listeners first, which let their messages finish. */
    public void stop() throws BundleException, InterruptedException {
        stopping = true;
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }

    /** A cache that a crash has left unusable holds nothing that features and deployments cannot bring back. */
    private static Framework initialized(Layout layout, Map<String, String> properties) throws IOException {
        try {
            return initialized(properties);
        } catch (BundleException unusable) {
            Path aside = layout.cache().resolveSibling("cache.damaged-" + System.currentTimeMillis());
            Files.move(layout.cache(), aside);
            log.log(
                    Level.ERROR,
                    "the bundle cache cannot be used ({0}) and was moved to {1}: features and deployments are installed"
                            + " anew, what was installed by hand must be installed again",
                    unusable.getMessage(),
                    aside);
        }
        try {
            return initialized(properties);
        } catch (BundleException unusable) {
            throw new IOException(
                    "the bundle cache " + layout.cache() + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Framework initialized(Map<String, String> properties) throws BundleException {
        Framework framework = factory().newFramework(properties);
        framework.init();
        return framework;
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"));
    }

    private static Map<String, String> properties(Layout layout, Features features, Optional<String> listen) {
        Map<String, String> properties = new HashMap<>(FrameworkProperties.of(layout, features, listen));
        properties.put(Constants.FRAMEWORK_STORAGE, layout.cache().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(START_LEVEL));
        return properties;
    }
}
