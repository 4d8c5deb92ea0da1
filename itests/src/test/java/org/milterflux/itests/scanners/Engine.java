package org.milterflux.itests.scanners;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.milterflux.itests.Ports;

/**
 * A program that stays in the foreground and listens on a port; it can be stopped, started again and frozen. It runs for as long
 * as the standard input of its shell is open, so it goes even when the tests die.
 */
final class Engine implements Closeable {

    private static final String KEEPER =
            "log=$1; shift; setsid \"$@\" >>\"$log\" 2>&1 </dev/null & echo $!; cat >/dev/null; kill -KILL -$!";
    private static final Path LOGS = Path.of("target", "logs");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port;
    private final List<String> command;
    private final Path output;
    private Process keeper;
    private String pid;

    private Engine(int port, List<String> command) throws IOException {
        this.port = port;
        this.command = command;
        this.output = Files.createDirectories(LOGS)
                .resolve(Path.of(command.get(0)).getFileName() + "-" + port + ".log")
                .toAbsolutePath();
        start();
    }

    /** Starts it; it accepts connections when this returns. */
    static Engine start(int port, String... command) throws IOException {
        return new Engine(port, List.of(command));
    }

    /** Starts it again after {@link #stop}. */
    void start() throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh", output.toString()));
        words.addAll(command);
        keeper = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader told = keeper.inputReader();
        pid = told.readLine();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> Ports.isServed(port));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(command + " does not accept on port " + port + ":\n" + written(), e);
        }
    }

    /** Kills it, as a crash does. */
    void stop() throws IOException {
        keeper.getOutputStream().close();
        try {
            if (!keeper.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not stop:\n" + written());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !Ports.isServed(port));
    }

    /** It answers nothing any more, but the system goes on to accept its connections. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** It goes on where it was. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + name, "--", "-" + pid).start().waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " ended with " + code);
        }
    }

    private String written() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
