package org.milterflux.launcher.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.launcher.Layout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Starts and stops the real framework on bundles that hold nothing. */
class PlatformTest {

    @TempDir
    Path home;

    private TestBundles shipped;
    private Optional<Platform> running = Optional.empty();

    @BeforeEach
    void ship() throws IOException {
        shipped = new TestBundles(home);
        shipped.jar("one", Map.of());
        shipped.jar("two", Map.of());
        shipped.feature("one", "two");
    }

    @AfterEach
    void stop() throws Exception {
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    @Test
    void startsWhatFeaturesList() throws Exception {
        start();
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("one").getLocation()).isEqualTo("feature:test:one:1.0");
        assertThat(bundle("one").adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(10);
    }

    @Test
    void doesNotStartFragments() throws Exception {
        shipped.jar("two", Map.of("Fragment-Host", "one"));
        start();
        assertThat(bundle("two").getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void startsInSpiteOfABundleThatDoesNotResolve() throws Exception {
        shipped.jar("one", Map.of("Import-Package", "no.such.thing"));
        start();
        assertThat(bundle("one").getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(bundle("two").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void startsInSpiteOfAnActivatorThatHangs() throws Exception {
        running = Optional.of(Platform.prepare(layout(), Optional.empty()));
        install("hanging", HangingActivator.class, 5, "");
        // Starts on the same thread right after it, and fails when what was meant for the other reaches it.
        install("patient", PatientActivator.class, 6, "1200");
        running.get().start(Duration.ofSeconds(2));
        assertThat(bundle("hanging").getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(bundle("patient").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    /** FileInstall starts all of {@code deploy/} while it is started itself. */
    @Test
    void doesNotHurryWhatTheFeaturesBring() throws Exception {
        TestBundles.write(
                shipped.jar("one", Map.of()), "one", activator(PatientActivator.class, "1000"), PatientActivator.class);
        running = Optional.of(Platform.prepare(layout(), Optional.empty()));
        running.get().start(Duration.ofMillis(200));
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    /** Installs a bundle by hand that is to start with the framework, which has not begun to start. */
    private void install(String name, Class<?> activator, int level, String millis) throws Exception {
        Path jar = TestBundles.write(home.resolve(name + ".jar"), name, activator(activator, millis), activator);
        Bundle installed = context().installBundle(jar.toUri().toString());
        installed.adapt(BundleStartLevel.class).setStartLevel(level);
        installed.start();
    }

    private static Map<String, String> activator(Class<?> type, String millis) {
        return Map.of(
                "Bundle-Activator", type.getName(), "Import-Package", "org.osgi.framework", "Patient-Millis", millis);
    }

    @Test
    void doesNotStartWhenItWasStoppedBefore() throws Exception {
        Platform platform = Platform.prepare(layout(), Optional.empty());
        platform.stop();
        assertThat(platform.start()).isFalse();
    }

    @Test
    void startsInSpiteOfAMissingJar() throws Exception {
        Files.delete(shipped.jar("one", Map.of()));
        start();
        assertThat(names()).contains("two").doesNotContain("one");
    }

    @Test
    void uninstallsWhatNoFeatureListsAnyMore() throws Exception {
        start();
        shipped.feature("two");
        restart();
        assertThat(names()).contains("two").doesNotContain("one");
    }

    @Test
    void keepsWhatAnAdminInstalled() throws Exception {
        start();
        Path own = TestBundles.write(home.resolve("own.jar"), "own", Map.of());
        context().installBundle(own.toUri().toString()).start();
        Files.delete(own);
        restart();
        assertThat(bundle("own").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void keepsWhatAnAdminStopped() throws Exception {
        start();
        bundle("one").stop();
        restart();
        assertThat(bundle("one").getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void completesAnInstallationThatACrashCutShort() throws Exception {
        start();
        bundle("one").stop();
        Files.delete(context().getDataFile("fingerprints").toPath());
        restart();
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void knowsABundleAgainWhoseNoteACrashCutShort() throws Exception {
        start();
        Path note = installByHand().resolve("bundle.info");
        stop();
        Files.writeString(note, "");
        start();
        assertThat(bundle("own").getState()).isEqualTo(Bundle.ACTIVE);
    }

    /** A process that is killed tells of no bundle that stops. */
    @Test
    void hasACopyOfANoteFromBeforeTheStart() throws Exception {
        running = Optional.of(Platform.prepare(layout(), Optional.empty()));
        Path note = installByHand().resolve("bundle.info");
        running.get().start();
        assertThat(note.resolveSibling("bundle.info.kept")).hasSameTextualContentAs(note);
    }

    @Test
    void knowsABundleAgainThatWasKilledInARefresh() throws Exception {
        start();
        Path folder = installByHand();
        stop();
        Path note = folder.resolve("bundle.info");
        List<String> lines = new ArrayList<>(Files.readAllLines(note));
        lines.set(5, "7");
        Files.write(note, lines);
        start();
        assertThat(bundle("own").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void forgetsABundleThatIsGone() throws Exception {
        start();
        installByHand();
        useAService(bundle("own"));
        Reference<Bundle> gone = new WeakReference<>(bundle("own"));
        bundle("own").uninstall();
        Awaitility.await().until(() -> {
            System.gc();
            return gone.refersTo(null);
        });
    }

    private static void useAService(Bundle bundle) throws InvalidSyntaxException {
        BundleContext context = bundle.getBundleContext();
        ServiceReference<?> used = context.getServiceReferences((String) null, null)[0];
        context.getService(used);
        context.ungetService(used);
    }

    /** Gives its folder in the cache. */
    private Path installByHand() throws Exception {
        Path own = TestBundles.write(home.resolve("own.jar"), "own", Map.of());
        Bundle installed = context().installBundle(own.toUri().toString());
        installed.start();
        Files.delete(own);
        return layout().cache().resolve("bundle" + installed.getBundleId());
    }

    @Test
    void startsAnewWhenTheCacheCannotBeUsed() throws Exception {
        Path cache = layout().cache();
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "not a directory");
        start();
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
        try (Stream<Path> data = Files.list(cache.getParent())) {
            assertThat(data).anyMatch(path -> path.getFileName().toString().startsWith("cache.damaged-"));
        }
    }

    @Test
    void keepsWhatAnAdminUpdated() throws Exception {
        start();
        Path patched = TestBundles.write(home.resolve("patched.jar"), "one", Map.of("Bundle-Name", "patched"));
        try (var content = Files.newInputStream(patched)) {
            bundle("one").update(content);
        }
        restart();
        assertThat(bundle("one").getHeaders().get("Bundle-Name")).isEqualTo("patched");
    }

    @Test
    void updatesWhatWasShippedAnew() throws Exception {
        start();
        shipped.jar("one", Map.of("Bundle-Name", "newer"));
        restart();
        assertThat(bundle("one").getHeaders().get("Bundle-Name")).isEqualTo("newer");
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void startsABundleWhereItsFeatureSaysNow() throws Exception {
        start();
        Path feature = layout().features().resolve("test.json");
        Files.writeString(
                feature, Files.readString(feature).replace("\"bundleStartLevel\": 10", "\"bundleStartLevel\": 12"));
        restart();
        assertThat(bundle("one").adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(12);
        assertThat(bundle("one").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void tellsBundlesWhereTheyAre() throws Exception {
        start();
        assertThat(context().getProperty("org.milterflux.data"))
                .isEqualTo(home.resolve("data").toString());
        assertThat(context().getProperty("org.milterflux.listen")).isEqualTo("inet:0@127.0.0.1");
    }

    @Test
    void readsWhatListenersReport() throws Exception {
        Platform platform = start();
        assertThat(platform.listeners()).isEqualTo(Listeners.of(context()));
        assertThat(platform.listeners().sockets()).isEmpty();
    }

    /** The console, which starts after them, can tell of the messages that finish. */
    @Test
    void stopsListenersFirst() throws Exception {
        Platform platform = start();
        assertThat(stopped(platform)).containsSubsequence("one", "two");
    }

    @Test
    void listensToBundlesStillWhenTheFrameworkHasBeenUpdated() throws Exception {
        Platform platform = start();
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> awaitStop(platform));
        BundleContext before = context();
        before.getBundle(Constants.SYSTEM_BUNDLE_ID).update();
        Awaitility.await()
                .until(() -> context() != null
                        && context() != before
                        && context().getBundle().getState() == Bundle.ACTIVE);
        Path note = installByHand().resolve("bundle.info");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(note.resolveSibling("bundle.info.kept")).hasSameTextualContentAs(note));
        assertThat(stopped(platform)).containsSubsequence("one", "two");
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
    }

    private static void awaitStop(Platform platform) {
        try {
            platform.awaitStop();
        } catch (BundleException | InterruptedException failed) {
            throw new CompletionException(failed);
        }
    }

    /** Stops a platform whose first bundle has a listener, and tells in which order bundles do. */
    private List<String> stopped(Platform platform) throws Exception {
        bundle("one").getBundleContext().registerService(Listeners.REPORT, new OfNoClass(), null);
        List<String> stopped = new ArrayList<>();
        context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING) {
                stopped.add(event.getBundle().getSymbolicName());
            }
        });
        platform.stop();
        return stopped;
    }

    /** What a factory gives may be of a class that is not there. */
    private static final class OfNoClass implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return this;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
    }

    private Platform start() throws IOException, BundleException {
        Layout layout = layout();
        layout.create();
        Platform platform = Platform.prepare(layout, Optional.of("inet:0@127.0.0.1"));
        running = Optional.of(platform);
        platform.start();
        return platform;
    }

    private Layout layout() {
        return new Layout(
                home, home.resolve("conf"), home.resolve("data"), home.resolve("deploy"), home.resolve("logs"));
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private BundleContext context() {
        return running.orElseThrow().context();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private String[] names() {
        return Arrays.stream(context().getBundles())
                .map(Bundle::getSymbolicName)
                .toArray(String[]::new);
    }
}
