package org.milterflux.launcher.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;

/** Waits for a {@code run} in the background. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Readiness() {}

    /**
     * The sockets of the instance once it is ready; nothing when it has ended instead.
     *
     * @throws IOException when that takes longer than anybody would wait
     */
    static Optional<List<String>> await(Process process, Layout layout) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            Optional<List<String>> sockets = Instance.sockets(layout);
            if (sockets.isPresent()) {
                return sockets;
            }
            if (Instant.now().isAfter(limit)) {
                throw new IOException("not ready after " + PATIENCE.toSeconds() + " seconds; pid " + process.pid()
                        + " goes on starting, see " + layout.logs());
            }
        }
        return Optional.empty();
    }
}
