package org.milterflux.transport.internal;

/** A socket cannot be listened on. The message says why and how to mend that, in one line, for the administrator. */
final class ListenException extends Exception {

    private static final long serialVersionUID = 1L;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }

    ListenException(String message) {
        super(message);
    }
}
