package org.milterflux.itests.mta;

import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.milterflux.itests.Ports;

/**
 * A script that keeps an MTA running for as long as its standard input is open: so the MTA goes even when the tests die,
 * and no right to signal a process of root's is needed.
 */
final class RootScript implements Closeable {

    private static final Path LOGS = Path.of("target", "logs");

    private final Process process;
    private final Path output;

    private RootScript(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts {@code mta/NAME.sh DIR LOG ARGUMENT…}; what DIR's MTA logged is in LOG below {@code target/logs} afterwards.
     */
    static RootScript start(String name, Path dir, String... arguments) throws IOException {
        Files.createDirectories(LOGS);
        Path log = LOGS.toAbsolutePath().resolve(name + "-" + dir.getFileName() + ".log");
        List<String> command = Root.command("sh", resource(name + ".sh").toString(), dir.toString(), log.toString());
        command.addAll(List.of(arguments));
        Path output = Path.of(log + ".out");
        return new RootScript(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** The text of a file beside the scripts, with {@code @DIR@} and {@code @RELAY@} filled in. */
    static String template(String name, Path dir, int relayPort) throws IOException {
        return Files.readString(resource(name))
                .replace("@DIR@", dir.toString())
                .replace("@RELAY@", Integer.toString(relayPort));
    }

    /** Waits until the MTA accepts connections; fails with what it printed when it does not. */
    void awaitServed(int port) throws IOException {
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Ports.isServed(port));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("The MTA does not accept on port " + port + ":\n" + Files.readString(output), e);
        }
    }

    private static Path resource(String name) {
        var url = Optional.ofNullable(RootScript.class.getResource("/mta/" + name))
                .orElseThrow(() -> new IllegalArgumentException("No test resource mta/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("The MTA did not stop:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
