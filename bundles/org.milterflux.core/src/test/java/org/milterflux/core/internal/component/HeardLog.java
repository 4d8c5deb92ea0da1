package org.milterflux.core.internal.component;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs, as long as it is listened to. */
final class HeardLog implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    HeardLog(Class<?> speaker) {
        logger = (Logger) LoggerFactory.getLogger(speaker);
        appender.start();
        logger.addAppender(appender);
    }

    /** Level and message of each entry. */
    List<String> entries() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
