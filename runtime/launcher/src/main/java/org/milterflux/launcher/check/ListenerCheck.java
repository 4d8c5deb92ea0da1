package org.milterflux.launcher.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.SocketSpec;

/** Parses the sockets of listeners and tries to open them. */
final class ListenerCheck {

    static final String PID = "org.milterflux.listener";
    private static final String SOCKET = "socket";

    private final Collection<String> held;
    private final Map<String, ConfigFile> claimed = new HashMap<>();

    /**
     * A check that knows what is ours.
     *
     * @param held sockets of the instance that runs on the same data directory, canonical: not in the way
     */
    ListenerCheck(Collection<String> held) {
        this.held = held;
    }

    List<Finding> check(ConfigFile file) {
        return file.pid().equals(PID) ? socket(file).map(List::of).orElse(List.of()) : List.of();
    }

    private Optional<Finding> socket(ConfigFile file) {
        if (!(file.values().get(SOCKET) instanceof String text)) {
            return Optional.of(file.finding("has no socket", "add socket=\"inet:8891@127.0.0.1\""));
        }
        try {
            SocketSpec spec = SocketSpec.parse(text);
            return claimedTwice(file, spec).or(() -> obstacle(file, spec));
        } catch (IllegalArgumentException malformed) {
            return Optional.of(file.finding(SOCKET, "not a socket: " + text, String.valueOf(malformed.getMessage())));
        }
    }

    private Optional<Finding> claimedTwice(ConfigFile file, SocketSpec spec) {
        return Optional.ofNullable(claimed.putIfAbsent(spec.toString(), file))
                .map(first -> file.finding(
                        SOCKET,
                        "socket " + spec + " is that of " + first.path().getFileName() + " too",
                        "give each listener its own"));
    }

    private Optional<Finding> obstacle(ConfigFile file, SocketSpec spec) {
        return held.contains(spec.toString())
                ? Optional.empty()
                : SocketProbe.obstacle(spec)
                        .map(found -> file.finding(
                                SOCKET, "socket " + spec + " cannot be opened: " + found.problem(), found.remedy()));
    }
}
