package org.milterflux.filter.footer.internal;

/** Says why a message gets no footer. An everyday event, so without a stack trace. */
final class LeftAloneException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    LeftAloneException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Leaves the message alone when the condition holds. */
    static void when(boolean condition, String reason) throws LeftAloneException {
        if (condition) {
            throw new LeftAloneException(reason);
        }
    }

    /** For the log. */
    String reason() {
        return reason;
    }
}
