package org.milterflux.core.internal.component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.milterflux.api.Settings;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.message.SpoolRoom;

/** The core's configuration, checked. */
record CoreSettings(
        FailureAction failure,
        Duration filterTimeout,
        Duration drain,
        long perMessage,
        long memory,
        long disk,
        Path spool) {

    private static final long GIB = 1L << 30;

    /**
     * @param data the runtime's data directory, for the default of the spool
     * @throws IllegalArgumentException for the administrator
     */
    static CoreSettings of(Map<String, ?> properties, Path data) {
        Settings settings = Settings.of(properties);
        return new CoreSettings(
                settings.choice("failure", FailureAction.class, FailureAction.TEMPFAIL),
                Duration.ofSeconds(settings.number("filterTimeoutSeconds", 20, 1, 270)),
                Duration.ofSeconds(settings.number("drainSeconds", 30, 0, 600)),
                settings.number("spoolMessageBytes", 256 * 1024, 0, GIB),
                settings.number("spoolMemoryBytes", Runtime.getRuntime().maxMemory() / 8, 0, 64 * GIB),
                settings.number("spoolDiskBytes", GIB, 0, 1024 * GIB),
                data.resolve(settings.text("spoolDirectory", "spool")));
    }

    Policy standardPolicy() {
        return Policy.standard(failure, filterTimeout);
    }

    SpoolRoom room() {
        return new SpoolRoom(spool, perMessage, memory, disk);
    }
}
