package org.milterflux.launcher.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the running instance to end and waits until it has. */
@Command(name = "stop", description = "Stop the running instance; waits until messages in flight are finished.")
public final class StopCommand implements Callable<Integer> {

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "150",
            description = "wait so long (${DEFAULT-VALUE})")
    private long seconds;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Layout layout = places.layout();
        Optional<ProcessHandle> process = Instance.running(layout);
        if (process.isEmpty()) {
            System.out.println("not running");
            return 0;
        }
        return end(process.get());
    }

    private int end(ProcessHandle process) throws IOException, InterruptedException, ExecutionException {
        if (!process.destroy()) {
            throw new IOException("may not stop process " + process.pid() + ": it belongs to "
                    + process.info().user().orElse("another user"));
        }
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            System.out.println("stopped");
            return 0;
        } catch (TimeoutException busy) {
            throw new IOException(
                    "process " + process.pid() + " still finishes its messages after " + seconds + " seconds", busy);
        }
    }
}
