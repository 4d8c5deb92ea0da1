package org.milterflux.filter.script.internal;

import java.nio.file.Path;
import java.util.Map;
import org.milterflux.api.Settings;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What a script finds around it.
 *
 * @param settings its own
 * @param memory its own, older than this version of it
 * @param lines files it appends to
 */
public record Surroundings(Settings settings, Logger log, Memory memory, Lines lines) {

    /** Before a script is told where it is. */
    public static final Surroundings NONE =
            new Surroundings(Settings.of(Map.of()), NOPLogger.NOP_LOGGER, new Memory(), new Lines(Path.of("")));
}
