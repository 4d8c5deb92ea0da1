package org.milterflux.launcher.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether an instance runs; exit statuses as init scripts use them. */
@Command(
        name = "status",
        description = "Tell whether it runs: exit 0 running and ready, 4 starting or stopping, 3 not running.")
public final class StatusCommand implements Callable<Integer> {

    static final int READY = 0;
    static final int NOT_RUNNING = 3;
    static final int BETWEEN = 4;

    @Mixin
    private Places places = new Places();

    @Override
    public Integer call() throws IOException {
        Layout layout = places.layout();
        Optional<ProcessHandle> process = Instance.running(layout);
        if (process.isEmpty()) {
            System.out.println("not running");
            return NOT_RUNNING;
        }
        long pid = process.get().pid();
        Optional<List<String>> sockets = Instance.sockets(layout);
        System.out.println(sockets.map(open -> "running, pid " + pid + ": " + String.join(", ", open))
                .orElse("starting or stopping, pid " + pid));
        return sockets.isPresent() ? READY : BETWEEN;
    }
}
