package org.milterflux.launcher.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.framework.Listeners;
import org.milterflux.launcher.framework.Platform;
import org.osgi.framework.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs in the foreground until SIGTERM, or until the framework is stopped from the console. */
@Command(name = "run", description = "Run in the foreground; SIGTERM lets messages in flight finish and exits with 0.")
public final class RunCommand implements Callable<Integer> {

    private static final Logger log = System.getLogger("milterflux");

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--listen",
            paramLabel = "SPEC",
            description = "listen here instead of on the configured listeners (MILTERFLUX_LISTEN): inet:port@host,"
                    + " inet6:port@host, unix:/path or local:/path")
    private Optional<String> listen = Optional.empty();

    @Override
    public Integer call() throws IOException, BundleException, InterruptedException {
        Layout layout = places.layout();
        layout.create();
        Instance instance = Instance.claim(layout)
                .orElseThrow(() -> new IOException("another Milterflux runs on " + layout.data()
                        + "; stop it, or give this one its own --data, --logs and --listen"));
        LogFiles.direct(layout);
        Platform platform = Platform.prepare(layout, listen.or(RunCommand::listenFromEnvironment));
        Shutdown shutdown = new Shutdown(platform, instance);
        Runtime.getRuntime().addShutdownHook(shutdown);
        platform.start();
        Listeners listeners = platform.listeners();
        if (!listeners.failures().isEmpty()) {
            listeners.failures().forEach(failure -> System.err.println("milterflux: " + failure));
            return shutdown.with(1);
        }
        instance.ready(listeners.sockets());
        announce(listeners);
        platform.awaitStop();
        return shutdown.with(0);
    }

    private static Optional<String> listenFromEnvironment() {
        return Optional.ofNullable(System.getenv("MILTERFLUX_LISTEN"));
    }

    private static void announce(Listeners listeners) {
        if (listeners.sockets().isEmpty()) {
            log.log(
                    Level.WARNING,
                    "no listener is open: no MTA can connect. Put one into conf/org.milterflux.listener-NAME.config, or"
                            + " look above for the bundle that did not start");
        }
        String sockets = String.join(", ", listeners.sockets());
        log.log(Level.INFO, "Milterflux {0} ready in {1} ms: {2}", Version.current(), Long.toString(age()), sockets);
        Superuser.remark(listeners.sockets()).ifPresent(remark -> log.log(Level.WARNING, remark));
        ClassArchive.ofThisJava().flatMap(ClassArchive::remark).ifPresent(remark -> log.log(Level.INFO, remark));
    }

    /** Milliseconds since the process began, so that the JVM's own start counts. */
    private static long age() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now)
                .toMillis();
    }
}
