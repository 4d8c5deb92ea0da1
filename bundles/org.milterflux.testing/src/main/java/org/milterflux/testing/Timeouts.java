package org.milterflux.testing;

import java.time.Duration;

/**
 * How long an MTA waits for a filter.
 *
 * @param connect to connect and negotiate
 * @param command for each packet that answers the envelope
 * @param content for each packet that answers the content
 * @param whole from end of message to its verdict, whatever comes between
 */
public record Timeouts(Duration connect, Duration command, Duration content, Duration whole) {

    /** The MTA's defaults; Postfix never gives up as long as something comes. */
    public static Timeouts of(Mta mta) {
        return switch (mta) {
            case POSTFIX ->
                new Timeouts(
                        Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(300), Duration.ofDays(1));
            case SENDMAIL ->
                new Timeouts(
                        Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(5));
        };
    }

    /** One bound for everything, for impatient tests. */
    public static Timeouts all(Duration bound) {
        return new Timeouts(bound, bound, bound, bound);
    }
}
