package org.milterflux.launcher.command;

import java.io.IOException;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.framework.Platform;
import org.osgi.framework.BundleException;

/**
 * Ends the process in order: listeners let their messages finish, bundles stop, the data directory is given free.
 *
 * <p>Halts with the status itself, because a JVM that ends by SIGTERM otherwise reports 143, which is an error to whoever
 * asked politely.
 */
final class Shutdown extends Thread {

    private final Platform platform;
    private final Instance instance;
    private volatile int status;

    Shutdown(Platform platform, Instance instance) {
        super("milterflux-shutdown");
        this.platform = platform;
        this.instance = instance;
    }

    /** Whether the process will end like this; no when it has begun to end already. */
    boolean prepared() {
        try {
            Runtime.getRuntime().addShutdownHook(this);
            return true;
        } catch (IllegalStateException endsAlready) {
            return false;
        }
    }

    /** The status the process shall end with; gives it back. */
    int with(int exitStatus) {
        status = exitStatus;
        return exitStatus;
    }

    @Override
    public void run() {
        try (instance) {
            if (Rehearsal.isThis()) {
                platform.linkClasses();
            }
            platform.stop();
        } catch (BundleException | IOException | InterruptedException failed) {
            System.err.println("milterflux: did not stop in order: " + failed.getMessage());
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
