package org.milterflux.filter.footer.internal;

import java.io.IOException;

/**
 * Says why a message gets no footer. An everyday event, so without a stack trace; an {@link IOException}, since it may show
 * only while the body is read.
 */
final class LeftAloneException extends IOException {

    private static final long serialVersionUID = 1;

    private final String reason;

    LeftAloneException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Leaves the message alone when the condition holds. */
    static void when(boolean condition, String reason) throws LeftAloneException {
        if (condition) {
            throw new LeftAloneException(reason);
        }
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** For the log. */
    String reason() {
        return reason;
    }
}
