package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts {@code run} in the background and waits until it is ready, or tells why it is not. */
@Command(name = "start", description = "Start in the background; returns when it is ready, or says why it is not.")
public final class StartCommand implements Callable<Integer> {

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
        Process process = Background.run(layout, listen, output, Map.of());
        Optional<List<String>> sockets = Readiness.await(process, layout);
        if (sockets.isEmpty()) {
            System.err.print(Files.readString(output));
            return Math.max(1, process.exitValue());
        }
        System.out.println("started, pid " + process.pid() + ": " + String.join(", ", sockets.get()));
        return 0;
    }
}
