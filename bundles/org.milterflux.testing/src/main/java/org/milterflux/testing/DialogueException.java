package org.milterflux.testing;

/** A dialogue went otherwise than written, or cannot be read. The message begins with file and line. */
public final class DialogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DialogueException(String place, String what) {
        super(place + ": " + what);
    }

    DialogueException(String place, String what, Throwable cause) {
        super(place + ": " + what, cause);
    }
}
