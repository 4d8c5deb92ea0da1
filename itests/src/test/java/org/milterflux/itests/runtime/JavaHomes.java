package org.milterflux.itests.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs of this machine. */
public final class JavaHomes {

    // Where Debian's packages put them.
    private static final Path JVMS = Path.of("/usr/lib/jvm");

    private JavaHomes() {}

    /** The one that runs the tests. */
    public static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /** One of that feature release; empty when there is none. */
    public static Optional<Path> ofRelease(int feature) {
        if (java.lang.Runtime.version().feature() == feature) {
            return Optional.of(own());
        }
        if (!Files.isDirectory(JVMS)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(JVMS)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> isRelease(home.resolve("release"), feature))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRelease(Path file, int feature) {
        try {
            return Files.readString(file).contains("JAVA_VERSION=\"" + feature);
        } catch (IOException noReleaseFile) {
            return false;
        }
    }
}
