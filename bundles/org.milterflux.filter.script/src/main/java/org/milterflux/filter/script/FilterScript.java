package org.milterflux.filter.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.milterflux.api.Settings;
import org.milterflux.filter.script.internal.Declared;
import org.milterflux.filter.script.internal.Memory;
import org.milterflux.filter.script.internal.Surroundings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The top level of a script: it runs once, when the file is loaded, and says what is to happen at which stage.
 *
 * <p>Everything below is also there within the blocks, which many threads run at once.
 */
public abstract class FilterScript extends Script {

    private final Map<String, Closure<?>> blocks = new HashMap<>();
    private final Declared declared = new Declared();
    private Surroundings surroundings = Surroundings.NONE;
    private Logger log = LoggerFactory.getLogger(FilterScript.class);
    private boolean loaded;

    /** When a client connects. */
    public void onConnect(
            @DelegatesTo(value = ConnectionStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onConnect", block);
    }

    /** At HELO and EHLO. */
    public void onHelo(
            @DelegatesTo(value = ConnectionStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onHelo", block);
    }

    /** At MAIL. */
    public void onSender(
            @DelegatesTo(value = EnvelopeStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onSender", block);
    }

    /** At each RCPT. */
    public void onRecipient(
            @DelegatesTo(value = RecipientStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onRecipient", block);
    }

    /** At DATA. */
    public void onData(@DelegatesTo(value = EnvelopeStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onData", block);
    }

    /** When the message is complete. */
    public void onMessage(
            @DelegatesTo(value = MessageStage.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
        at("onMessage", block);
    }

    private void at(String stage, Closure<?> block) {
        if (loaded) {
            throw new IllegalStateException(stage + " stands at the top level of a script, not within a block");
        }
        if (blocks.put(stage, block) != null) {
            throw new IllegalStateException("there are two " + stage + " blocks; make them one");
        }
    }

    /** Its place in the chain unless a policy says another: higher comes first; 0 when nothing is said. */
    public void rank(int rank) {
        declared.rank(rank);
    }

    /** Names of attributes it leaves for later filters, so that a wrong order is noticed. */
    public void produces(String... attributes) {
        declared.produces(attributes);
    }

    /** What the configuration {@code org.milterflux.filter.script-NAME.config} says under {@code values}. */
    public Settings getSettings() {
        return surroundings.settings();
    }

    /** Writes a line into the log, under the filter's name. */
    public Logger getLog() {
        return log;
    }

    /** Seconds. */
    public static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }

    /** Minutes. */
    public static Duration minutes(long number) {
        return Duration.ofMinutes(number);
    }

    /** Hours. */
    public static Duration hours(long number) {
        return Duration.ofHours(number);
    }

    /** Days. */
    public static Duration days(long number) {
        return Duration.ofDays(number);
    }

    /**
     * Remembers a text, and tells how long it has been remembered: nothing when it is new. It is forgotten when it was not
     * seen for the given time, when {@value Memory#MOST} others were seen since, and when the process ends; not when the
     * script is changed.
     */
    public Duration remember(String text, Duration unseen) {
        return surroundings.memory().remember(text, unseen);
    }

    /** Counts a text: how often it was counted in the current stretch of this time, this time included. */
    public long count(String text, Duration stretch) {
        return surroundings.memory().count(text, stretch);
    }

    /**
     * Appends a line to a file, made when there is none. Control characters become {@code ?}, so that what a sender wrote
     * stays in its line.
     *
     * @param file a relative path begins in the folder of the log
     */
    public void appendLine(String file, String line) {
        surroundings.lines().append(file, line);
    }

    /** For the platform: where the script runs. */
    public final void surround(Surroundings where) {
        surroundings = where;
        log = where.log();
    }

    /** For the platform: it has been run, this is what it said. */
    public final Map<String, Closure<?>> end() {
        loaded = true;
        return Map.copyOf(blocks);
    }

    /** For the platform: what it declared. */
    public final Declared declared() {
        return declared;
    }
}
