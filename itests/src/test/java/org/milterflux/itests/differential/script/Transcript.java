package org.milterflux.itests.differential.script;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one filter was told, line by line into a file; each with the time, so that those of several can be merged. */
public record Transcript(Path file) {

    /** The last line of every session. */
    public static final String END = "END";

    void write(String line) {
        try {
            Files.writeString(file, System.nanoTime() + " " + line + "\n", CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
