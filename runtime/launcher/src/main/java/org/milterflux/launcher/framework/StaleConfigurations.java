package org.milterflux.launcher.framework;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.cm.file.ConfigurationHandler;

/**
 * Forgets stored configurations whose file in {@code conf/} was deleted, renamed or moved while nothing ran.
 *
 * <p>FileInstall notices a deleted file only while it is watching; without this the configuration would live on for ever.
 */
final class StaleConfigurations {

    private static final Logger log = System.getLogger(StaleConfigurations.class.getName());
    private static final String FILE = "felix.fileinstall.filename";

    private StaleConfigurations() {}

    static void remove(Path store) throws IOException {
        if (!Files.isDirectory(store)) {
            return;
        }
        for (Path stored : stored(store)) {
            if (isOrphan(stored)) {
                Files.delete(stored);
            }
        }
    }

    private static List<Path> stored(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().endsWith(".config")).toList();
        }
    }

    private static boolean isOrphan(Path stored) throws IOException {
        try (InputStream in = Files.newInputStream(stored)) {
            Object file = ConfigurationHandler.read(in).get(FILE);
            boolean orphan = file != null && !Files.exists(Path.of(URI.create(file.toString())));
            if (orphan) {
                log.log(Level.DEBUG, "forgot configuration {0}: its file is gone", stored.getFileName());
            }
            return orphan;
        } catch (IOException cutShort) {
            log.log(
                    Level.WARNING,
                    "forgot stored configuration {0}, which a crash has cut short ({1}); it is read from conf/ again",
                    stored,
                    cutShort.getMessage());
            return true;
        }
    }
}
