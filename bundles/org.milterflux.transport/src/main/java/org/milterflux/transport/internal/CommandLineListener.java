package org.milterflux.transport.internal;

import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The listener that the command line asks for; it takes the place of all configured ones. */
@Component(
        service = {},
        immediate = true)
public final class CommandLineListener {

    private static final String PROPERTY = "org.milterflux.listen";

    private final Optional<ReportedListener> listener;

    /** Listens when the framework property is set. Binds before it returns; does not throw when that fails. */
    @Activate
    public CommandLineListener(
            BundleContext context, @Reference Network network, @Reference ConnectionHandler handler) {
        listener = socket(context).map(socket -> {
            ReportedListener open = new ReportedListener(context, network, "command-line", handler);
            open.configure(Map.of("service.pid", PROPERTY, "socket", socket));
            return open;
        });
    }

    /** What the launcher was told; empty when it was told nothing. */
    static Optional<String> socket(BundleContext context) {
        return Optional.ofNullable(context.getProperty(PROPERTY)).filter(socket -> !socket.isBlank());
    }

    @Deactivate
    void stop() {
        listener.ifPresent(ReportedListener::close);
    }
}
