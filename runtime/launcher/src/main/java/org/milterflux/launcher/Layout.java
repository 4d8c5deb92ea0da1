package org.milterflux.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where everything lies; all paths absolute.
 *
 * @param home the unpacked distribution, which no instance writes to
 * @param conf configuration files
 * @param data what one running instance owns: cache, state, spool, console socket
 * @param deploy bundles an admin drops
 * @param logs log files
 */
public record Layout(Path home, Path conf, Path data, Path deploy, Path logs) {

    /** Feature files: what is installed at start. */
    public Path features() {
        return home.resolve("features");
    }

    /** The features' bundles, in Maven's repository layout. */
    public Path system() {
        return home.resolve("system");
    }

    /** The start script. */
    public Path script() {
        return home.resolve("bin/milterflux");
    }

    /** The framework's bundle cache. */
    public Path cache() {
        return data.resolve("cache");
    }

    /** What ConfigAdmin remembers. */
    public Path configurations() {
        return data.resolve("config");
    }

    /** Locked by the running instance, and holds its process id. */
    public Path pidFile() {
        return data.resolve("pid");
    }

    /** There while the instance accepts connections; one socket a line. */
    public Path readyFile() {
        return data.resolve("ready");
    }

    /** Where the console listens. */
    public Path consoleSocket() {
        return data.resolve("console.sock");
    }

    /**
     * Makes the directories that an instance writes to; the data directory is closed to other users.
     *
     * @throws IOException naming the directory that this user cannot make
     */
    public void create() throws IOException {
        Files.createDirectories(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path directory : List.of(logs, data.resolve("tmp"))) {
            Files.createDirectories(directory);
        }
    }
}
