package org.milterflux.itests.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A running {@code bin/milterflux run}; gone with everything it wrote, but for its log, when closed. */
public final class MilterfluxInstance implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("Milterflux \\S+ ready in \\d+ ms: .*");

    private final MilterfluxSetup setup;
    private final Process process;

    MilterfluxInstance(MilterfluxSetup setup, Process process) {
        this.setup = setup;
        this.process = process;
        // For a test that ends before it can close this.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Its log file so far. */
    public String log() {
        return text(setup.path("logs/milterflux.log"));
    }

    /** What it printed so far to where it was started from: the log, and what a failing start says. */
    public String output() {
        return text(setup.output());
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a log line that holds this text. */
    public void awaitLog(String text) {
        awaitLog(Pattern.compile(Pattern.quote(text)));
    }

    /** Waits for this in the log. */
    public void awaitLog(Pattern pattern) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> pattern.matcher(log()).find() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not in the log: " + pattern + "\n" + output(), e);
        }
        if (!pattern.matcher(log()).find()) {
            throw new AssertionError("It stopped without logging: " + pattern + "\n" + output());
        }
    }

    void awaitReady() {
        awaitLog(READY);
    }

    /** Waits for it to end by itself, and gives its exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("It did not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Writes or replaces a configuration file, which the runtime picks up while it runs. */
    public void configure(String name, String... lines) throws IOException {
        publish(String.join("\n", lines) + "\n", setup.path("conf").resolve(name));
    }

    /** Deletes a configuration file, which the runtime notices while it runs. */
    public void unconfigure(String name) throws IOException {
        Files.delete(setup.path("conf").resolve(name));
    }

    /** Runs one console command line; its output. Fails when the command does. */
    public String console(String line) throws IOException, InterruptedException {
        List<String> command = setup.command("console");
        command.add(line);
        Path output = Files.createTempFile(setup.path("logs"), "console", ".out");
        Process console = setup.process(command).redirectOutput(output.toFile()).start();
        if (!console.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            console.destroyForcibly();
            throw new AssertionError("The console does not answer: " + command);
        }
        String printed = Files.readString(output);
        if (console.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + console.exitValue() + ":\n" + printed);
        }
        return printed;
    }

    /** Attaches to its console. */
    public RuntimeConsole attach() throws IOException {
        return RuntimeConsole.attach(setup.path("data/console.sock"));
    }

    /** A path in its place: {@code conf/…}, {@code data}, {@code deploy/…}. */
    public Path path(String relative) {
        return setup.path(relative);
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    /** Installs and starts a bundle through the console. */
    public void install(Path bundle) throws IOException, InterruptedException {
        console("start " + bundle.toUri());
    }

    /** Updates an installed bundle through the console. */
    public void update(String symbolicName, Path bundle) throws IOException, InterruptedException {
        console("update " + bundleId(symbolicName) + " " + bundle.toUri());
    }

    /** Uninstalls a bundle through the console. */
    public void uninstall(String symbolicName) throws IOException, InterruptedException {
        console("uninstall " + bundleId(symbolicName));
    }

    private String bundleId(String symbolicName) throws IOException, InterruptedException {
        String bundles = console("lb -s");
        Matcher line = Pattern.compile("(?m)^\\s*(\\d+)\\|.*\\|" + Pattern.quote(symbolicName) + " \\(")
                .matcher(bundles);
        if (!line.find()) {
            throw new AssertionError("No bundle " + symbolicName + " among\n" + bundles);
        }
        return line.group(1);
    }

    /** Asks it to stop (SIGTERM), waits, and gives its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Ends it as a power cut does. What it wrote stays where it is, so that the set-up can start it again; its log is put aside. */
    public void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Path log = setup.path("logs/milterflux.log");
        if (Files.exists(log)) {
            Files.move(
                    log, Files.createTempFile(log.getParent(), "killed", ".log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            keepLog();
            setup.delete();
        }
    }

    private void keepLog() throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "logs"));
        Files.copy(
                setup.output(),
                logs.resolve("milterflux-" + setup.path("").getFileName() + ".log"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** In one step: a half-written file would be read. */
    private static void publish(String text, Path file) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), ".draft", "");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
