package org.milterflux.itests.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.milterflux.itests.PrivateDirectory;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.framework.FeatureBundle;
import org.milterflux.launcher.framework.Features;
import org.milterflux.launcher.framework.FrameworkProperties;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/**
 * All bundles that the distribution's features list, at their start levels and with the properties of the launcher, in a
 * JVM of their own under Pax Exam.
 */
final class FelixContainer implements Closeable {

    private static final int START_LEVEL = 40;
    private static final int PATIENCE_MILLIS = 60_000;

    private final PrivateDirectory dir;
    private final ExamSystem system;
    private final TestContainer container;

    private FelixContainer(PrivateDirectory dir, ExamSystem system) {
        this.dir = dir;
        this.system = system;
        this.container = PaxExamRuntime.createContainer(system);
    }

    /**
     * Starts it; every bundle has started when this returns.
     *
     * @param listen the socket of its only listener
     * @param footer the text of its footer filter
     */
    static FelixContainer start(String listen, String footer) throws IOException {
        PrivateDirectory dir = PrivateDirectory.create();
        Layout layout = layout(dir.path());
        Files.writeString(layout.conf().resolve("org.milterflux.filter.footer.config"), "text=\"" + footer + "\"\n");
        Option[] options = options(layout, listen);
        // The start level in effect is the last one given, and Pax Exam gives one, too.
        ExamSystem system =
                PaxExamRuntime.createTestSystem(options).fork(new Option[] {frameworkStartLevel(START_LEVEL)});
        FelixContainer felix = new FelixContainer(dir, system);
        felix.container.start();
        return felix;
    }

    private static Layout layout(Path dir) throws IOException {
        Layout layout = new Layout(
                MilterfluxSetup.distribution(),
                Files.createDirectory(dir.resolve("conf")),
                dir.resolve("data"),
                Files.createDirectory(dir.resolve("deploy")),
                dir.resolve("logs"));
        layout.create();
        return layout;
    }

    private static Option[] options(Layout layout, String listen) throws IOException {
        Features features = Features.read(layout.features());
        List<Option> options = new ArrayList<>();
        for (FeatureBundle shipped : features.bundles()) {
            Path file = layout.system().resolve(shipped.path());
            options.add(bundle(file.toUri().toString())
                    .startLevel(shipped.startLevel())
                    .start(!isFragment(file)));
        }
        FrameworkProperties.of(layout, features, Optional.of(listen))
                .forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
        options.add(systemProperty("logback.configurationFile")
                .value(layout.home().resolve("conf/logback.xml").toUri().toString()));
        options.add(systemProperty("org.milterflux.logs").value(layout.logs().toString()));
        options.add(workingDirectory(layout.data().resolve("felix").toString()));
        options.add(cleanCaches());
        options.add(systemTimeout(PATIENCE_MILLIS));
        return options.toArray(Option[]::new);
    }

    private static boolean isFragment(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        }
    }

    /** Calls this method inside; it takes a {@code BundleContext} and then these arguments. */
    void call(Class<?> inside, String method, Object... arguments) throws IOException {
        TestProbeBuilder probe = system.createProbe();
        TestAddress address = probe.addTest(inside, method, arguments);
        container.installProbe(probe.build().getStream());
        try {
            container.call(address);
        } finally {
            container.uninstallProbe();
        }
    }

    @Override
    public void close() throws IOException {
        container.stop();
        dir.close();
    }
}
