package org.milterflux.logging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.slf4j.LoggerFactory;

class EntryWriterTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void listen() {
        root.setLevel(Level.TRACE);
        written.start();
        root.addAppender(written);
    }

    @AfterEach
    void leave() {
        root.detachAppender(written);
    }

    @ParameterizedTest
    @CsvSource({"AUDIT, INFO", "ERROR, ERROR", "WARN, WARN", "INFO, INFO", "DEBUG, DEBUG", "TRACE, TRACE"})
    void keepsLevelNameAndMessage(LogLevel level, String expected) {
        write("org.acme.Thing", level, Optional.empty());
        assertThat(event().getLevel()).hasToString(expected);
        assertThat(event().getLoggerName()).isEqualTo("org.acme.Thing");
        assertThat(event().getFormattedMessage()).isEqualTo("it {} happened");
    }

    @Test
    void givesUnnamedEntriesTheNameOfTheirBundle() {
        write("ROOT", LogLevel.INFO, Optional.empty());
        assertThat(event().getLoggerName()).isEqualTo("org.acme.bundle");
    }

    @Test
    void keepsTheStackOfAFailure() {
        write("org.acme.Thing", LogLevel.ERROR, Optional.of(new IllegalStateException("broken")));
        assertThat(event().getThrowableProxy().getMessage()).isEqualTo("broken");
    }

    @Test
    void tellsABundleThatDoesNotResolveInOneLine() {
        write(
                "Events.Framework",
                LogLevel.ERROR,
                Optional.of(new BundleException(
                        "Unable to resolve acme: missing no.such.thing", BundleException.RESOLVE_ERROR)));
        assertThat(event().getFormattedMessage())
                .isEqualTo("it {} happened: Unable to resolve acme: missing no.such.thing");
        assertThat(event().getThrowableProxy()).isNull();
    }

    private ILoggingEvent event() {
        assertThat(written.list).hasSize(1);
        return written.list.get(0);
    }

    private static void write(String name, LogLevel level, Optional<Throwable> cause) {
        Bundle bundle = answering(Bundle.class, Map.of("getSymbolicName", "org.acme.bundle"));
        new EntryWriter()
                .write(answering(
                        LogEntry.class,
                        Map.of(
                                "getLoggerName", name,
                                "getLogLevel", level,
                                "getMessage", "it {} happened",
                                "getBundle", bundle,
                                "getException", cause)));
    }

    /** An object that knows only these answers; an optional answer that is empty is null. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    return answer instanceof Optional<?> optional ? optional.orElse(null) : answer;
                }));
    }
}
