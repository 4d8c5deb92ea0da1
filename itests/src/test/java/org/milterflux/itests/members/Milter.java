package org.milterflux.itests.members;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;

/**
 * A running milter. It runs for as long as the standard input of its shell is open, so it goes even when the tests die; by
 * KILL, because libmilter takes seconds over TERM.
 */
record Milter(Process process, int port, Path output, PrivateDirectory dir) implements Closeable {

    private static final String KEEPER = "setsid \"$@\" & cat >/dev/null; kill -KILL -$!";
    private static final Path LOGS = Path.of("target", "logs");

    /**
     * Starts a command that stays in the foreground and listens on the port.
     *
     * @param dir of its files, removed afterwards
     */
    static Milter start(PrivateDirectory dir, int port, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
        words.addAll(List.of(command));
        Files.createDirectories(LOGS);
        Path output = LOGS.resolve(Path.of(command[0]).getFileName() + "-" + port + ".log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Milter milter = new Milter(process, port, output, dir);
        milter.awaitServed();
        return milter;
    }

    /** A file of the milter's, with {@code @DIR@} and {@code @PORT@} filled in. */
    static String template(String name, PrivateDirectory dir, int port) throws IOException {
        return Files.readString(resource(name))
                .replace("@DIR@", dir.path().toString())
                .replace("@PORT@", Integer.toString(port));
    }

    static Path resource(String name) {
        var url = Optional.ofNullable(Milter.class.getResource("/members/" + name))
                .orElseThrow(() -> new IllegalArgumentException("No test resource members/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has written so far. */
    String written() throws IOException {
        return Files.readString(output, ISO_8859_1);
    }

    private void awaitServed() throws IOException {
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Ports.isServed(port));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The milter does not accept on port " + port + ":\n" + written(), e);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("The milter did not stop:\n" + written());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dir.close();
    }
}
