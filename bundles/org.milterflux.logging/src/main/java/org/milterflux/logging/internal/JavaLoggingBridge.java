package org.milterflux.logging.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Forwards {@code java.util.logging} to SLF4J while this component is active.
 *
 * <p>That log is one for the whole JVM, so this is how the launcher, which lives outside the framework, and libraries
 * that use the JDK's logger reach the same file as the bundles.
 */
@Component(service = {})
public final class JavaLoggingBridge {

    /** Takes the place of the JDK's console handler. */
    @Activate
    public JavaLoggingBridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Deactivate
    void stop() {
        SLF4JBridgeHandler.uninstall();
    }
}
