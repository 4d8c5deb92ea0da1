package org.milterflux.filter.script.internal;

import java.util.Arrays;
import java.util.Optional;
import org.milterflux.files.SourceException;

/** Finds where in a script something happened. */
final class Places {

    private final String file;

    /** In the file of that name. */
    Places(String file) {
        this.file = file;
    }

    /** What came out of the script, with the line it came from. */
    Exception failure(Throwable thrown) {
        Optional<Throwable> interrupted = Optional.of(thrown);
        while (interrupted.isPresent()) {
            if (interrupted.get() instanceof InterruptedException e) {
                return e;
            }
            interrupted = Optional.ofNullable(interrupted.get().getCause());
        }
        SourceException failure = SourceException.at(file, line(thrown), 0, told(thrown));
        failure.initCause(thrown);
        return failure;
    }

    private static String told(Throwable thrown) {
        return thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException
                ? String.valueOf(thrown.getMessage())
                : thrown.toString();
    }

    private int line(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(element -> file.equals(element.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElse(0);
    }

    @Override
    public String toString() {
        return file;
    }
}
