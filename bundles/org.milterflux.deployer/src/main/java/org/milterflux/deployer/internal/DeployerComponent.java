package org.milterflux.deployer.internal;

import java.io.IOException;
import java.util.Map;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployer;
import org.milterflux.deployer.internal.engine.DeploymentSettings;
import org.milterflux.deployer.internal.engine.Workbench;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployer as a service, with its configuration. It starts before any filter. */
@Component(
        service = {},
        immediate = true,
        configurationPid = DeployerComponent.PID)
@Designate(ocd = DeployerConfiguration.class)
public final class DeployerComponent {

    static final String PID = "org.milterflux.deployer";

    private static final Logger LOG = LoggerFactory.getLogger(DeployerComponent.class);

    private final Workbench workbench;
    private final ServiceRegistration<Deployer> registration;
    private volatile DeploymentSettings settings = DeploymentSettings.of(Map.of());

    /**
     * Reconciles, and offers the service.
     *
     * @throws IOException when the directory of deployments cannot be read or written: nothing can be deployed then
     */
    @Activate
    public DeployerComponent(
            BundleContext context,
            @Reference Changeover changeover,
            @Reference Overview overview,
            @Reference ServiceComponentRuntime components,
            @Reference ConfigurationAdmin configurations,
            Map<String, Object> properties)
            throws IOException {
        configure(properties);
        workbench = new Workbench(context, changeover, overview, components, configurations, () -> settings);
        registration =
                context.registerService(Deployer.class, workbench.deployer(), FrameworkUtil.asDictionary(Map.of()));
    }

    /** Takes a changed configuration; a wrong one is told and leaves what was in force. */
    @Modified
    public void configure(Map<String, Object> properties) {
        try {
            settings = DeploymentSettings.of(properties);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the configuration in force stays", e.getMessage());
        }
    }

    @Deactivate
    void stop() {
        registration.unregister();
        workbench.close();
    }
}
