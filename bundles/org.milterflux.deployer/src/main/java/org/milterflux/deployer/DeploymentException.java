package org.milterflux.deployer;

import java.io.Serial;

/** A change that was not made. The message says what was wrong, where, and what to do; it may have several lines. */
public final class DeploymentException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    /** For the administrator. */
    public DeploymentException(String message) {
        super(message);
        reason = message;
    }

    /** For the administrator, and with what lies behind it for the log. */
    public DeploymentException(String message, Throwable cause) {
        super(message, cause);
        reason = message;
    }

    /** The message. */
    public String reason() {
        return reason;
    }
}
