package org.milterflux.core.condition;

/** A condition that is none. The message is for the administrator and names the position. */
public final class ConditionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A mistake, told in one or more lines. */
    public ConditionException(String message) {
        super(message);
    }
}
