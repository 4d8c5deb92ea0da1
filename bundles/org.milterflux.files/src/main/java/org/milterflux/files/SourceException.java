package org.milterflux.files;

/** A mistake in a file, with its place. The message begins with it, as {@code tag.groovy:3:14: …}. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private SourceException(String place, String reason) {
        super(place + ": " + reason);
    }

    /**
     * A mistake.
     *
     * @param file the name of the file
     * @param line from 1; 0 when it is the file as a whole
     * @param column from 1; 0 when it is the line as a whole
     */
    public static SourceException at(String file, int line, int column, String reason) {
        return new SourceException(file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : ""), reason);
    }
}
