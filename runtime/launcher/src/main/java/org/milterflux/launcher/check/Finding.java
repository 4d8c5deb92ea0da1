package org.milterflux.launcher.check;

import java.nio.file.Path;

/**
 * One thing that is wrong, told to the person who can mend it.
 *
 * @param file where
 * @param line one-based; 0 for the file as a whole
 * @param problem what is wrong, with key and value
 * @param remedy what to do
 */
public record Finding(Path file, int line, String problem, String remedy) {

    /** As compilers print it, so that editors find the place. */
    @Override
    public String toString() {
        String place = line == 0 ? file.toString() : file + ":" + line;
        return place + ": " + problem + "; " + remedy;
    }
}
