package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.internal.bundle.BundleFile;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory whose jars are installed by themselves: what was replaced must not come back from there. */
final class DeployDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(DeployDirectory.class);

    private final Path directory;
    private final Path replaced;

    /**
     * A directory that somebody else watches.
     *
     * @param replaced where jars go that are taken out of it
     */
    DeployDirectory(Path directory, Path replaced) {
        this.directory = directory;
        this.replaced = replaced;
    }

    /** Takes out every jar that is this bundle in this version; whether there was one. */
    boolean takeOut(Bundle bundle) throws IOException {
        boolean found = false;
        for (Path jar : jars()) {
            if (is(jar, bundle)) {
                Files.createDirectories(replaced);
                Path kept = replaced.resolve(jar.getFileName());
                Files.move(jar, kept, StandardCopyOption.REPLACE_EXISTING);
                LOG.info("moved {} to {}: a deployment took its place", jar, kept);
                found = true;
            }
        }
        return found;
    }

    private List<Path> jars() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static boolean is(Path jar, Bundle bundle) {
        try {
            BundleFile file = BundleFile.read(jar, jar.toString(), "");
            return file.symbolicName().equals(bundle.getSymbolicName())
                    && file.version().equals(bundle.getVersion());
        } catch (DeploymentException e) { // whatever else lies there
            return false;
        }
    }
}
