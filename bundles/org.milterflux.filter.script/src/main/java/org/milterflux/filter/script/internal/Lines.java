package org.milterflux.filter.script.internal;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that scripts append lines to. Opened for each line, so that they can be rotated. */
public final class Lines {

    private final Path folder;

    /** Relative paths begin in the folder. */
    public Lines(Path folder) {
        this.folder = folder;
    }

    /**
     * Appends one, whatever its control characters.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public synchronized void append(String file, String line) {
        try {
            Files.writeString(folder.resolve(file), line.replaceAll("\\p{Cntrl}", "?") + "\n", CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + file + ": " + e.getMessage(), e);
        }
    }
}
