package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says so when the process runs as root and no listener needs it. */
final class Superuser {

    private static final Pattern INET_PORT = Pattern.compile("inet6?:(\\d+)@.*");
    private static final int FIRST_FREE_PORT = 1024;

    private Superuser() {}

    static Optional<String> remark(List<String> sockets) {
        return isRoot() && sockets.stream().noneMatch(Superuser::needsRoot)
                ? Optional.of("running as root, which no listener here needs: better run as a user of its own")
                : Optional.empty();
    }

    static boolean needsRoot(String socket) {
        Matcher inet = INET_PORT.matcher(socket);
        return inet.matches() && Integer.parseInt(inet.group(1)) < FIRST_FREE_PORT;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
