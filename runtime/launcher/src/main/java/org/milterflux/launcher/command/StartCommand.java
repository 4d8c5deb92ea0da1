package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts {@code run} in the background and waits until it is ready, or tells why it is not. */
@Command(name = "start", description = "Start in the background; returns when it is ready, or says why it is not.")
public final class StartCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private Places places = new Places();

    @Option(names = "--listen", paramLabel = "SPEC", description = "as for run (MILTERFLUX_LISTEN)")
    private Optional<String> listen = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Layout layout = places.layout();
        layout.create();
        Optional<ProcessHandle> running = Instance.running(layout);
        if (running.isPresent()) {
            System.out.println("already running, pid " + running.get().pid());
            return 0;
        }
        Files.deleteIfExists(layout.readyFile()); // of an instance that was killed
        Path output = layout.logs().resolve("start.log");
        return await(Background.run(layout, listen, output), layout, output);
    }

    private int await(Process process, Layout layout, Path output) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            Optional<List<String>> sockets = Instance.sockets(layout);
            if (sockets.isPresent()) {
                System.out.println("started, pid " + process.pid() + ": " + String.join(", ", sockets.get()));
                return 0;
            }
            if (Instant.now().isAfter(limit)) {
                throw new IOException("not ready after " + PATIENCE.toSeconds() + " seconds; pid " + process.pid()
                        + " goes on starting, see " + layout.logs());
            }
        }
        System.err.print(Files.readString(output));
        return Math.max(1, process.exitValue());
    }
}
