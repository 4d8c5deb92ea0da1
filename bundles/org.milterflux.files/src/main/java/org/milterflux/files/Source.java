package org.milterflux.files;

import java.nio.file.Path;
import org.milterflux.api.Settings;

/**
 * One version of a file that is a filter.
 *
 * @param id of the filter
 * @param file where it lies
 * @param text its content
 * @param settings what the administrator gave it; errors of theirs name the configuration file
 */
public record Source(String id, Path file, String text, Settings settings) {

    /** The name of the file, without the folders. */
    public String name() {
        return file.getFileName().toString();
    }
}
