package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.milterflux.api.Settings;

/**
 * A file in UTF-8 that holds a text of the footer.
 *
 * @param key under which the configuration names it
 */
record TextFile(String key, Path path) {

    private static final long MAX_BYTES = 64 << 10;

    /** By what a changed file is known; a missing one has size -1. */
    record Stamp(FileTime modified, long size) {

        static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);
    }

    /** The file that the settings name under the key, if any; a relative path is relative to the runtime's folder. */
    static Optional<TextFile> named(Settings settings, String key) {
        String path = settings.text(key, "").strip();
        return path.isEmpty() ? Optional.empty() : Optional.of(new TextFile(key, Path.of(path)));
    }

    /**
     * Its text.
     *
     * @throws IllegalArgumentException when it cannot be read, with the reason
     */
    String read(Settings settings) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw settings.invalid(key, path, "shorten the file: it may have at most " + MAX_BYTES + " bytes");
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw settings.invalid(key, path, "write the file in UTF-8");
        } catch (IOException e) {
            throw settings.invalid(key, path, "name a file that can be read (" + e + ")");
        }
    }

    Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(path), Files.size(path));
        } catch (IOException e) {
            return Stamp.MISSING;
        }
    }
}
