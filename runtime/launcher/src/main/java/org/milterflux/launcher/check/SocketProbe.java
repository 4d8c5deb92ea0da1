package org.milterflux.launcher.check;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.milterflux.protocol.SocketSpec;

/** Tries whether a listener could open its socket now, and leaves nothing behind. */
final class SocketProbe {

    private SocketProbe() {}

    /** What is in the way, and what to do about it. */
    static Optional<Obstacle> obstacle(SocketSpec spec) {
        try {
            SocketAddress address = spec.resolve();
            return address instanceof UnixDomainSocketAddress unix
                    ? unix(unix.getPath().toAbsolutePath())
                    : inet(address);
        } catch (IOException unknown) {
            return obstacle("unknown host " + unknown.getMessage(), "write an address, as in inet:8891@127.0.0.1");
        }
    }

    private static Optional<Obstacle> inet(SocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Optional.empty();
        } catch (IOException refused) {
            return obstacle(
                    String.valueOf(refused.getMessage()),
                    "stop whoever has it (ss -ltnp shows that), or choose another port; ports below 1024 need root");
        }
    }

    private static Optional<Obstacle> unix(Path socket) {
        Path directory = socket.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return obstacle("there is no directory " + directory, "make it, owned by the user Milterflux runs as");
        }
        if (!Files.isWritable(directory)) {
            return obstacle("may not write into " + directory, "give it to the user Milterflux runs as");
        }
        return isAnswered(socket)
                ? obstacle("another process listens there", "stop it, or choose another path")
                : Optional.empty();
    }

    private static boolean isAnswered(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Optional<Obstacle> obstacle(String problem, String remedy) {
        return Optional.of(new Obstacle(problem, remedy));
    }

    /**
     * Why a socket cannot be opened.
     *
     * @param problem what is wrong
     * @param remedy what to do
     */
    record Obstacle(String problem, String remedy) {}
}
