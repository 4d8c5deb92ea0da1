package org.milterflux.logging.internal;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes an entry of the OSGi log as an SLF4J event, under the logger name it came with or its bundle's. */
final class EntryWriter {

    /** The name of entries whose writer chose none. */
    private static final String UNNAMED = "ROOT";

    private static final String EXCEPTION = BundleException.class.getName() + ": ";
    private static final String REFUSAL = EXCEPTION + "Unable to resolve ";

    void write(LogEntry entry) {
        LoggingEventBuilder event = LoggerFactory.getLogger(name(entry)).atLevel(level(entry.getLogLevel()));
        Optional<String> refusal = refusal(entry.getException());
        if (refusal.isPresent()) {
            event.log("{}: {}", entry.getMessage(), refusal.get());
        } else {
            event.setCause(entry.getException()).log(entry.getMessage());
        }
    }

    private static String name(LogEntry entry) {
        Bundle writer = entry.getBundle();
        return entry.getLoggerName().equals(UNNAMED) && writer != null && writer.getSymbolicName() != null
                ? writer.getSymbolicName()
                : entry.getLoggerName();
    }

    /**
     * A bundle that does not resolve is told by its sentence; the framework's own stack says nothing to an admin. Known by
     * its text, because the OSGi log hands on copies of exceptions that have lost their class.
     */
    private static Optional<String> refusal(Throwable cause) {
        String text = String.valueOf(cause);
        int start = text.indexOf(REFUSAL);
        return start < 0 ? Optional.empty() : Optional.of(text.substring(start + EXCEPTION.length()));
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
