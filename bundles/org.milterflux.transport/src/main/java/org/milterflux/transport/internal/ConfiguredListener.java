package org.milterflux.transport.internal;

import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener for each configuration {@code org.milterflux.listener~NAME}. */
@ListenerConfig
@Designate(ocd = ListenerConfig.class, factory = true)
@Component(
        service = {},
        immediate = true,
        configurationPid = ConfiguredListener.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConfiguredListener {

    static final String PID = "org.milterflux.listener";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredListener.class);

    private final Optional<ReportedListener> listener;

    /** Listens, unless the command line says where to. Binds before it returns; does not throw when that fails. */
    @Activate
    public ConfiguredListener(
            BundleContext context,
            Map<String, Object> properties,
            @Reference Network network,
            @Reference ConnectionHandler handler) {
        if (CommandLineListener.socket(context).isPresent()) {
            LOG.info("{} is ignored: the command line says where to listen", properties.get("service.pid"));
            listener = Optional.empty();
        } else {
            listener = Optional.of(new ReportedListener(context, network, name(properties), handler));
            configure(properties);
        }
    }

    private static String name(Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        return pid.startsWith(PID) && pid.length() > PID.length() ? pid.substring(PID.length() + 1) : pid;
    }

    @Modified
    void configure(Map<String, Object> properties) {
        listener.ifPresent(open -> open.configure(properties));
    }

    @Deactivate
    void stop() {
        listener.ifPresent(ReportedListener::close);
    }
}
