package org.milterflux.core.internal.filter;

import java.time.Duration;

/** A filter did not do its part: it threw, answered nothing or nonsense, or took too long. The message is for the log. */
public final class FilterFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String BREAKER_OPEN = "it has failed too often and is not asked for a while";

    private final String reason;

    /** A failure that says it all. */
    public FilterFailure(String reason) {
        super(reason);
        this.reason = reason;
    }

    private FilterFailure(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** What the filter did or did not do. */
    public String reason() {
        return reason;
    }

    /** The same without the name of an exception's class, where it says more than that. */
    String plainly() {
        Throwable cause = getCause();
        String message = cause == null ? null : cause.getMessage();
        return message == null || message.isBlank() ? reason : message;
    }

    /** The failure for whatever came out of the filter, linkage and stack errors too. */
    public static FilterFailure of(Throwable cause) {
        return cause instanceof FilterFailure failure ? failure : new FilterFailure(cause.toString(), cause);
    }

    /** It was not asked, having failed too often. */
    public static FilterFailure breakerOpen() {
        return new FilterFailure(BREAKER_OPEN);
    }

    /** Whether it was not even asked: no news for the log, and nothing to count. */
    public boolean isBreakerOpen() {
        return reason.equals(BREAKER_OPEN);
    }

    static FilterFailure late(Duration limit) {
        return new FilterFailure("no answer within " + limit.toMillis() + " ms");
    }
}
