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

    /** {@code DEACTIVATION_REASON_CONFIGURATION_DELETED}: only this listener goes. All others mean the bundle or the handler. */
    static final int CONFIGURATION_DELETED = 4;

    private final Network network;
    private final Optional<ReportedListener> listener;

    /** Listens, unless the command line says where to. Binds before it returns; does not throw when that fails. */
    @Activate
    public ConfiguredListener(
            BundleContext context,
            Map<String, Object> properties,
            @Reference Network network,
            @Reference ConnectionHandler handler) {
        this.network = network;
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

    /** @param reason as {@code ComponentConstants} of Declarative Services tells them apart */
    @Deactivate
    void stop(int reason) {
        if (reason != CONFIGURATION_DELETED) {
            network.stopAccepting();
        }
        listener.ifPresent(ReportedListener::close);
    }
}
