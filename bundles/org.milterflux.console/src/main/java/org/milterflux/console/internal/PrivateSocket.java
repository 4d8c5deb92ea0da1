package org.milterflux.console.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a Unix-domain socket that only its owner can connect to, from the first moment on.
 *
 * <p>A socket file is born with the process's umask. So it is bound inside a fresh directory of mode 0700, gets its mode
 * 0600 there, and only then moves to its name, where it replaces what an earlier, dead process left behind. (Two live
 * processes cannot meet here: the launcher locks the data directory.)
 */
final class PrivateSocket {

    private PrivateSocket() {}

    static ServerSocketChannel bind(Path socketFile) throws IOException {
        Path nursery = Files.createTempDirectory(
                socketFile.toAbsolutePath().getParent(),
                ".c",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path newborn = nursery.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(newborn));
            Files.setPosixFilePermissions(newborn, PosixFilePermissions.fromString("rw-------"));
            Files.move(newborn, socketFile, ATOMIC_MOVE);
            return server;
        } catch (IOException failed) {
            server.close();
            Files.deleteIfExists(newborn);
            throw new IOException("cannot open the console socket " + socketFile + ": " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(nursery);
        }
    }
}
