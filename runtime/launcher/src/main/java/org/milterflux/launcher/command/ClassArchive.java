package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The class-data archive of this Java: classes of the JDK, the launcher and the bundles as they are in memory, which the JVM maps
 * instead of reading and checking them.
 *
 * <p>The JVM takes no class from it whose bytes are not those that a bundle has now, and none at all if its own build is another,
 * or the launcher's jars are.
 *
 * @param file where the start script looks for it; named by the Java's version, so that an update leaves none that does not fit
 */
record ClassArchive(Path file) {

    /** Set by the start script. */
    private static final String PROPERTY = "milterflux.archive";

    /** That of the Java that runs this; none without the start script. */
    static Optional<ClassArchive> ofThisJava() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(ClassArchive::new);
    }

    /** What an administrator may want to know when this Java has none. */
    Optional<String> remark() {
        return Files.exists(file)
                ? Optional.empty()
                : Optional.of(
                        "starts are faster with a class-data archive for this Java: \"bin/milterflux archive\" makes it,"
                                + " as a user who may write to " + file.getParent());
    }

    /** A file in the archive's directory to write to, which nobody takes for the archive. */
    Path draft() throws IOException {
        if (!Files.isWritable(directory())) {
            throw new IOException("no right to write to " + directory() + ", where the archive belongs, as user "
                    + System.getProperty("user.name"));
        }
        return directory()
                .resolve(
                        "." + file.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** Puts a whole draft in place, for whoever may run the distribution. In one step: the JVM trusts the length of what it maps. */
    void publish(Path draft) throws IOException {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path directory() {
        return file.toAbsolutePath().resolveSibling("");
    }
}
