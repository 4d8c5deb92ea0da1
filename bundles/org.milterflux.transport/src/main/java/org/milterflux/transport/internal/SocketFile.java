package org.milterflux.transport.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a Unix socket we listen on.
 *
 * <p>A socket is bound and open for connections in one step, with whatever mode the umask gives. So it is bound in a private
 * directory, gets its mode and group there, and is then linked to its place, which never replaces a file that is there. The path
 * others see is thus always a socket with the right access, and never somebody else's that we took away.
 */
final class SocketFile {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** What {@code sun_path} holds, less the name of the private directory. */
    private static final int LONGEST_PATH = 107 - 5;

    private static final int DIRECTORY_NAMES = 36 * 36 * 36;

    private final Path path;
    private final Object identity;

    private SocketFile(Path path) throws IOException {
        this.path = path;
        this.identity = identity(path);
    }

    /** Binds a socket. */
    interface Binding {
        void bind(Path path) throws IOException, ListenException;
    }

    /** Has a socket bound and puts it in its place; fails without a trace when there is a living one, or something else. */
    static SocketFile create(Path path, UnixAccess access, Binding binding) throws IOException, ListenException {
        Path directory = Objects.requireNonNull(path.getParent(), "directory");
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new ListenException("the path of a Unix socket can have " + LONGEST_PATH
                    + " bytes: use a shorter one, such as /run/milterflux/milter.sock");
        }
        SocketPlace.requireSafe(directory);
        SocketPlace.clear(path);
        Path workshop = createWorkshop(directory);
        Path bound = workshop.resolve(path.getFileName());
        try {
            binding.bind(bound);
            access.applyTo(bound);
            Files.createLink(path, bound);
            return new SocketFile(path);
        } catch (FileAlreadyExistsException e) {
            throw new ListenException("another process began to listen there just now: choose another path", e);
        } finally {
            Files.deleteIfExists(bound);
            Files.delete(workshop);
        }
    }

    private static Path createWorkshop(Path directory) throws IOException {
        while (true) {
            String name = "." + Integer.toString(ThreadLocalRandom.current().nextInt(DIRECTORY_NAMES), 36);
            try {
                return Files.createDirectory(
                        directory.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is taken, trying another name", e.getFile());
            }
        }
    }

    /** Changes who may connect from now on. */
    void grant(UnixAccess access) throws IOException, ListenException {
        access.applyTo(path);
    }

    /** Removes the file, unless somebody has put another in its place. */
    void remove() {
        try {
            if (identity.equals(identity(path))) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.debug("{} was gone already", path, e);
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
