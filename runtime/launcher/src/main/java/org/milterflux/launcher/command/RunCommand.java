package org.milterflux.launcher.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
@Command(
        name = RunCommand.NAME,
        description = "Run in the foreground; SIGTERM lets messages in flight finish and exits with 0.")
public final class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    private static final Logger log = System.getLogger("milterflux");
    private static final String LISTEN = "--listen";

    @Mixin
    private Places places = new Places();

    @Option(
            names = LISTEN,
            paramLabel = "SPEC",
            description = "listen here instead of on the configured listeners (MILTERFLUX_LISTEN): inet:port@host,"
                    + " inet6:port@host, unix:/path or local:/path")
    private Optional<String> listen = Optional.empty();

    /**
     * The command that these arguments are, if they are its name and options with values, each once. A start need not load picocli
     * then, whose classes no class-data archive takes; whatever else they are, picocli tells.
     */
    public static Optional<RunCommand> of(String... arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals(NAME)) {
            return Optional.empty();
        }
        RunCommand run = new RunCommand();
        Set<String> names = new HashSet<>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!names.add(arguments[i]) || !run.take(arguments[i], arguments[i + 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(run);
    }

    private boolean take(String name, String value) {
        if (value.startsWith("-") || value.startsWith("@")) { // another option, or a file of them
            return false;
        }
        if (name.equals(LISTEN)) {
            listen = Optional.of(value);
            return true;
        }
        return places.take(name, value);
    }

    @Override
    public Integer call() throws IOException, BundleException, InterruptedException {
        Layout layout = layout();
        layout.create();
        Instance instance = Instance.claim(layout)
                .orElseThrow(() -> new IOException("another Milterflux runs on " + layout.data()
                        + "; stop it, or give this one its own --data, --logs and --listen"));
        LogFiles.direct(layout);
        Platform platform = Platform.prepare(layout, listen());
        Shutdown shutdown = new Shutdown(platform, instance);
        if (!shutdown.prepared() || !platform.start()) {
            return 0;
        }
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

    Layout layout() {
        return places.layout();
    }

    /** The socket in place of the configured listeners. */
    Optional<String> listen() {
        return listen.or(() -> Optional.ofNullable(System.getenv("MILTERFLUX_LISTEN")));
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
