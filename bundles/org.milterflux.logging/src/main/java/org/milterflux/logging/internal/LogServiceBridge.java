package org.milterflux.logging.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;

/**
 * Forwards the OSGi log to SLF4J.
 *
 * <p>Declarative Services, FileInstall and the framework report there and nowhere else: without this bridge a component
 * that fails to activate leaves no trace. Entries written before the bridge stood are replayed first.
 */
@Component(service = {})
public final class LogServiceBridge implements LogListener {

    private final LogReaderService reader;
    private final EntryWriter writer = new EntryWriter();

    /** Replays what was logged so far and follows from there. */
    @Activate
    public LogServiceBridge(@Reference LogReaderService reader) {
        this.reader = reader;
        tellOfMachine();
        earlier().forEach(writer::write);
        reader.addLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        writer.write(entry);
    }

    @Deactivate
    void stop() {
        reader.removeLogListener(this);
    }

    /**
     * The first line, of what one wants to know first. With it all is loaded that lines need, before SPI Fly starts and rewrites
     * the classes of SLF4J and Logback that are still to come.
     */
    private static void tellOfMachine() {
        LoggerFactory.getLogger("milterflux")
                .atInfo()
                .log(
                        "Java {} of {}, {} {} on {}, {} processors, {} MB of heap",
                        System.getProperty("java.runtime.version"),
                        System.getProperty("java.vendor"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.getRuntime().maxMemory() >> 20);
    }

    /** The reader lists the newest entry first. */
    private List<LogEntry> earlier() {
        List<LogEntry> entries = new ArrayList<>(Collections.list(reader.getLog()));
        Collections.reverse(entries);
        return entries;
    }
}
