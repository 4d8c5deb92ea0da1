package org.milterflux.logging.internal;

import java.util.Optional;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes an entry of the OSGi log as an SLF4J event, under the logger name it came with. */
final class EntryWriter {

    void write(LogEntry entry) {
        LoggingEventBuilder event =
                LoggerFactory.getLogger(entry.getLoggerName()).atLevel(level(entry.getLogLevel()));
        Optional<BundleException> refusal = refusal(entry.getException());
        if (refusal.isPresent()) {
            event.log("{}: {}", entry.getMessage(), refusal.get().getMessage());
        } else {
            event.setCause(entry.getException()).log(entry.getMessage());
        }
    }

    /** A bundle that does not resolve is told by its sentence; the framework's own stack says nothing to an admin. */
    private static Optional<BundleException> refusal(Throwable cause) {
        return cause instanceof BundleException refused && refused.getType() == BundleException.RESOLVE_ERROR
                ? Optional.of(refused)
                : Optional.empty();
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
