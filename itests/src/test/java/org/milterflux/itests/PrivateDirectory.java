package org.milterflux.itests;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for one test, gone when closed. Its path is short, as those of Unix sockets must be (108 bytes), other users
 * may search it, and where possible no directory above it is world-writable: Sendmail refuses sockets below such ones.
 */
public record PrivateDirectory(Path path) implements Closeable {

    private static final Path RUN = Path.of("/run");
    private static final Path TMP = Path.of("/tmp");

    /** A new, empty one. */
    public static PrivateDirectory create() throws IOException {
        Path path = Files.createTempDirectory(Files.isWritable(RUN) ? RUN : TMP, "mf");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PrivateDirectory(path);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
