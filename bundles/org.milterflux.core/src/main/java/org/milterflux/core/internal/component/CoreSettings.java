package org.milterflux.core.internal.component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.milterflux.api.Settings;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.filter.Breaker;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.protocol.Action;

/**
 * The core's configuration, checked.
 *
 * @param standardPolicy for filters the administrator says nothing of
 * @param rules for all filters together
 * @param breaker when a failing filter is not called, and how long
 * @param messagesInContent whose content may be under way at once; empty for no bound
 * @param recordedMessages how many are remembered
 * @param drain how long a bundle that stops waits for its filter's messages
 * @param room where bodies are kept
 */
record CoreSettings(
        Policy standardPolicy,
        Rules rules,
        Breaker.Settings breaker,
        OptionalInt messagesInContent,
        int recordedMessages,
        Duration drain,
        SpoolRoom room) {

    private static final int MILLION = 1_000_000;
    private static final long GIB = 1L << 30;

    /** Who says which macros the MTA sends. */
    private enum MacroChoice {
        OWN,
        MTA
    }

    /**
     * @param data the runtime's data directory, for the default of the spool
     * @throws IllegalArgumentException for the administrator
     */
    static CoreSettings of(Map<String, ?> properties, Path data) {
        Settings settings = Settings.of(properties);
        return new CoreSettings(
                Policy.standard(
                        settings.choice("failure", FailureAction.class, FailureAction.TEMPFAIL),
                        seconds(settings, "filterTimeoutSeconds", 20, 1, 270)),
                rules(settings),
                new Breaker.Settings(
                        (int) settings.number("breakerFailures", 5, 1, MILLION),
                        seconds(settings, "breakerWindowSeconds", 30, 1, 3600),
                        seconds(settings, "breakerCooldownSeconds", 10, 1, 300)),
                bound(settings.number("messagesInContent", 0, 0, MILLION)),
                (int) settings.number("recordedMessages", 1000, 0, MILLION),
                seconds(settings, "drainSeconds", 30, 0, 600),
                new SpoolRoom(
                        data.resolve(settings.text("spoolDirectory", "spool")),
                        settings.number("spoolMessageBytes", 2 << 20, 0, GIB),
                        settings.number("spoolMemoryBytes", Runtime.getRuntime().maxMemory() / 8, 0, 64 * GIB),
                        settings.number("spoolDiskBytes", GIB, 0, 1024 * GIB)));
    }

    private static Rules rules(Settings settings) {
        Set<Action> actions = settings.choices("actions", Action.class);
        return new Rules(
                settings.choice("content", Rules.ContentMode.class, Rules.ContentMode.AUTO),
                settings.flag("quarantineStopsChain", false),
                settings.flag("earlyAccept", false),
                settings.text("holdSeconds", "").isEmpty()
                        ? Optional.empty()
                        : Optional.of(seconds(settings, "holdSeconds", 1, 1, 280)),
                settings.choice("macros", MacroChoice.class, MacroChoice.OWN) == MacroChoice.OWN,
                actions.isEmpty() ? EnumSet.allOf(Action.class) : actions);
    }

    private static OptionalInt bound(long number) {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    private static Duration seconds(Settings settings, String key, long otherwise, long least, long most) {
        return Duration.ofSeconds(settings.number(key, otherwise, least, most));
    }
}
