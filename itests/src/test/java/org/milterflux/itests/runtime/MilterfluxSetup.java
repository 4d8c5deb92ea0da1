package org.milterflux.itests.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.itests.PrivateDirectory;

/** A private place for one runtime, with its own configuration, data, deployed bundles and logs. */
public final class MilterfluxSetup {

    private static final Path DISTRIBUTIONS = Path.of("..", "runtime", "distribution", "target");

    private final PrivateDirectory dir;
    private final List<String> options = new ArrayList<>();
    private Path javaHome = JavaHomes.own();
    private String javaOptions = "";
    private Optional<Path> distribution = Optional.empty();

    private MilterfluxSetup(PrivateDirectory dir) throws IOException {
        this.dir = dir;
        for (String part : List.of("conf", "deploy", "logs")) {
            Files.createDirectory(path(part));
        }
    }

    /** A place with nothing in it: no listener, no filter. */
    public static MilterfluxSetup empty() throws IOException {
        return new MilterfluxSetup(PrivateDirectory.create());
    }

    /** Adds a configuration file; the format is Felix's {@code .config}. */
    public MilterfluxSetup conf(String name, String... lines) throws IOException {
        Files.writeString(path("conf").resolve(name), String.join("\n", lines) + "\n");
        return this;
    }

    /** Adds options to {@code milterflux run}. */
    public MilterfluxSetup options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Puts a bundle into {@code deploy/}. */
    public MilterfluxSetup deploy(Path bundle) throws IOException {
        Files.copy(bundle, path("deploy").resolve(bundle.getFileName()));
        return this;
    }

    /** Runs it on this JDK instead of the tests' own. */
    public MilterfluxSetup javaHome(Path home) {
        javaHome = home;
        return this;
    }

    /** Runs this distribution instead of the one this build assembled. */
    public MilterfluxSetup distribution(Path home) {
        distribution = Optional.of(home);
        return this;
    }

    /** Options for its JVM. */
    public MilterfluxSetup javaOptions(String more) {
        javaOptions = more;
        return this;
    }

    /** Starts it and waits until it is ready. */
    public MilterfluxInstance start() throws IOException {
        MilterfluxInstance instance = launch();
        try {
            instance.awaitReady();
            return instance;
        } catch (AssertionError notReady) {
            instance.close();
            throw notReady;
        }
    }

    /** Starts it without waiting. */
    public MilterfluxInstance launch() throws IOException {
        List<String> command = command("run");
        command.addAll(options);
        return new MilterfluxInstance(this, process(command).start());
    }

    /** A path in here: {@code conf/…}, {@code data}, {@code deploy/…}, {@code logs/…}, or whatever a test adds. */
    public Path path(String relative) {
        return dir.path().resolve(relative);
    }

    /** What the runtime writes to the console it was started from. */
    Path output() {
        return path("logs/output.log");
    }

    void delete() throws IOException {
        dir.close();
    }

    /** The command {@code bin/milterflux VERB} for this place. */
    List<String> command(String verb) throws IOException {
        return new ArrayList<>(List.of(
                (distribution.isPresent() ? distribution.get() : distribution())
                        .resolve("bin/milterflux")
                        .toString(),
                verb,
                "--conf",
                path("conf").toString(),
                "--data",
                path("data").toString(),
                "--deploy",
                path("deploy").toString(),
                "--logs",
                path("logs").toString()));
    }

    ProcessBuilder process(List<String> command) {
        // What it printed before it was killed and started again stays.
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        process.environment().put("JAVA_HOME", javaHome.toString());
        if (!javaOptions.isEmpty()) {
            process.environment().put("MILTERFLUX_JAVA_OPTS", javaOptions);
        }
        return process;
    }

    /** The distribution this build assembled, unpacked. */
    public static Path distribution() throws IOException {
        try (Stream<Path> built = Files.list(DISTRIBUTIONS)) {
            return built.filter(path -> Files.isExecutable(path.resolve("bin/milterflux")))
                    .findFirst()
                    .map(Path::toAbsolutePath)
                    .map(Path::normalize)
                    .orElseThrow(() -> new AssertionError("No distribution in " + DISTRIBUTIONS + ": build it first"));
        }
    }
}
