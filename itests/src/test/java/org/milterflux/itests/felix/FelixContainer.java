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
import java.util.jar.JarFile;
import org.milterflux.itests.PrivateDirectory;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.launcher.framework.FeatureBundle;
import org.milterflux.launcher.framework.Features;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** All bundles that the distribution's features list, at their start levels, in a JVM of their own under Pax Exam. */
final class FelixContainer implements Closeable {

    private static final int START_LEVEL = 30;
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
        Path conf = Files.createDirectory(dir.path().resolve("conf"));
        Files.writeString(conf.resolve("org.milterflux.filter.footer.config"), "text=\"" + footer + "\"\n");
        Option[] options = options(MilterfluxSetup.distribution(), dir.path(), listen);
        // The start level in effect is the last one given, and Pax Exam gives one, too.
        ExamSystem system =
                PaxExamRuntime.createTestSystem(options).fork(new Option[] {frameworkStartLevel(START_LEVEL)});
        FelixContainer felix = new FelixContainer(dir, system);
        felix.container.start();
        return felix;
    }

    private static Option[] options(Path home, Path dir, String listen) throws IOException {
        Features features = Features.read(home.resolve("features"));
        List<Option> options = new ArrayList<>();
        for (FeatureBundle shipped : features.bundles()) {
            Path file = home.resolve("system").resolve(shipped.path());
            options.add(bundle(file.toUri().toString())
                    .startLevel(shipped.startLevel())
                    .start(!isFragment(file)));
        }
        features.properties()
                .forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
        options.add(frameworkProperty("org.milterflux.listen").value(listen));
        options.add(frameworkProperty("org.milterflux.home").value(home));
        options.add(frameworkProperty("org.milterflux.conf").value(dir.resolve("conf")));
        options.add(frameworkProperty("org.milterflux.data").value(dir));
        options.add(frameworkProperty("felix.fileinstall.dir").value(dir.resolve("conf")));
        options.add(frameworkProperty("felix.fileinstall.noInitialDelay").value("true"));
        options.add(systemProperty("logback.configurationFile")
                .value(home.resolve("conf/logback.xml").toUri().toString()));
        options.add(systemProperty("org.milterflux.logs").value(dir.toString()));
        options.add(workingDirectory(dir.resolve("felix").toString()));
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
