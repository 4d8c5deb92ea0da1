package org.milterflux.core.internal.filter;

import java.time.Duration;

/** A filter did not do its part: it threw, answered nothing or nonsense, or took too long. The message is for the log. */
public final class FilterFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that says it all. */
    public FilterFailure(String message) {
        super(message);
    }

    private FilterFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure for whatever came out of the filter, linkage and stack errors too. */
    public static FilterFailure of(Throwable cause) {
        return cause instanceof FilterFailure failure ? failure : new FilterFailure(cause.toString(), cause);
    }

    static FilterFailure late(Duration limit) {
        return new FilterFailure("no answer within " + limit.toMillis() + " ms");
    }
}
