package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.milterflux.protocol.Action;

/**
 * What the administrator decides for all filters together.
 *
 * @param content when filters are shown the content
 * @param quarantineStopsChain whether a filter that puts a message on hold is the last one, as in Postfix
 * @param earlyAccept whether a message that no filter wants to see further is accepted before its end
 * @param hold how long MAIL waits for a required filter; empty for as long as the MTA's patience allows
 * @param macros whether we ask for macros; else the MTA sends those of its own configuration
 * @param actions what filters may ask of the MTA
 */
public record Rules(
        ContentMode content,
        boolean quarantineStopsChain,
        boolean earlyAccept,
        Optional<Duration> hold,
        boolean macros,
        Set<Action> actions) {

    /** What holds when the administrator says nothing. */
    public static final Rules STANDARD =
            new Rules(ContentMode.AUTO, false, false, Optional.empty(), true, EnumSet.allOf(Action.class));

    public Rules {
        actions = Set.copyOf(actions);
    }

    /** When filters are shown the content. */
    public enum ContentMode {
        /** Live behind Postfix; at the end elsewhere: only there does Sendmail take signs of life. */
        AUTO,
        /** The first filter that takes pieces is given each as it comes. */
        LIVE,
        /** Every filter once the message is complete. */
        AT_EOM
    }
}
