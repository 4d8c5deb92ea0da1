package org.milterflux.transport.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Settings;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.ListenerReport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener under the eyes of its administrator: what became of each configuration is logged and reported as a service.
 *
 * <p>A configuration that cannot be followed changes nothing: what listened before goes on.
 */
final class ReportedListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedListener.class);

    private final BundleContext context;
    private final Network network;
    private final String name;
    private final ConnectionHandler handler;
    private Optional<Listener> listener = Optional.empty();
    private @Nullable ServiceRegistration<ListenerReport> report;

    ReportedListener(BundleContext context, Network network, String name, ConnectionHandler handler) {
        this.context = context;
        this.network = network;
        this.name = name;
        this.handler = handler;
    }

    /** Takes the configuration into use if it can be. */
    void configure(Map<String, ?> properties) {
        try {
            follow(ListenerSettings.of(Settings.of(properties)));
        } catch (IllegalArgumentException e) {
            complain(String.valueOf(properties.get("socket")), String.valueOf(e.getMessage()));
        } catch (ListenException e) {
            Object socket = properties.get("socket");
            complain(String.valueOf(socket), "cannot listen on " + socket + ": " + e.getMessage());
        }
    }

    private void follow(ListenerSettings settings) throws ListenException {
        if (listener.isPresent()) {
            listener.get().change(settings);
        } else {
            listener = Optional.of(Listener.open(network, name, handler, settings));
        }
        report(listener.get().socket().toString(), Optional.empty());
    }

    private void complain(String socket, String failure) {
        String line = "listener " + name + ": " + failure;
        if (listener.isPresent()) {
            LOG.warn("{}; it goes on listening on {}", line, listener.get().socket());
        } else {
            LOG.warn("{}", line);
            report(socket, Optional.of(line));
        }
    }

    private void report(String socket, Optional<String> failure) {
        withdraw();
        Map<String, Object> properties = new HashMap<>(Map.of("listener", name, "socket", socket));
        failure.ifPresent(line -> properties.put("failure", line));
        report = context.registerService(
                ListenerReport.class,
                new ListenerReport(name, socket, failure),
                FrameworkUtil.asDictionary(properties));
    }

    private void withdraw() {
        if (report != null) {
            report.unregister();
            report = null;
        }
    }

    /** Stops to listen, see {@link Listener#close()}. */
    void close() {
        withdraw();
        listener.ifPresent(Listener::close);
    }
}
