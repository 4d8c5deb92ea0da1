package org.milterflux.logging.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Stands before Felix Log's factory of loggers, for Declarative Services, and asks it for loggers of this bundle whoever the
 * logger is for.
 *
 * <p>Felix Log remembers every logger with its bundle and forgets none: each bundle that was ever deployed would stay in memory.
 * Names stay as they are, so the log reads the same.
 */
@Component(
        service = LoggerFactory.class,
        property = {"service.ranking:Integer=1000", "loggers=shared"})
public final class SharedLoggers implements LoggerFactory {

    private final LoggerFactory loggers;
    private final Bundle owner;

    @Activate
    public SharedLoggers(BundleContext context, @Reference(target = "(!(loggers=shared))") LoggerFactory loggers) {
        this.loggers = loggers;
        this.owner = context.getBundle();
    }

    @Override
    public Logger getLogger(String name) {
        return getLogger(owner, name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(owner, type.getName(), Logger.class);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
        return getLogger(owner, name, loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return getLogger(owner, type.getName(), loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
        return loggers.getLogger(owner, name, loggerType);
    }
}
