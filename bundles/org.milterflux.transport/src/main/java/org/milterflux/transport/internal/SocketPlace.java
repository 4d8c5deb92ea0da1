package org.milterflux.transport.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place in the file system where a Unix socket shall be: whether it is safe and free, and how it becomes free. */
final class SocketPlace {

    private static final Logger LOG = LoggerFactory.getLogger(SocketPlace.class);

    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private SocketPlace() {}

    /** Refuses a directory where anybody could put another socket in the place of ours. */
    static void requireSafe(Path directory) throws IOException, ListenException {
        int mode = mode(directory);
        if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            throw new ListenException("anybody may replace files in " + directory
                    + ": take that right away (chmod o-w), or choose another");
        }
    }

    /** Deletes a socket that nobody listens on; refuses a living one, and whatever is not a socket. */
    static void clear(Path path) throws IOException, ListenException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if ((mode(path, LinkOption.NOFOLLOW_LINKS) & FILE_TYPE) != SOCKET) {
            throw new ListenException(path + " is not a socket and is left alone: remove it, or choose another path");
        }
        if (isAlive(path)) {
            throw new ListenException(
                    "another process listens there already: stop it (ss -xlp tells which), or choose another path");
        }
        LOG.info("removed {}, a socket that nobody listens on", path);
        Files.delete(path);
    }

    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (SocketException busyOrForbidden) {
            return true;
        }
    }

    private static int mode(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", options);
    }
}
