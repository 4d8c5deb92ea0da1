package org.milterflux.console.internal;

import java.util.Optional;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Looks up, for one command, what may not be there. */
final class Services {

    /** By name: its class may not be there either. */
    private static final String DEPLOYER = "org.milterflux.deployer.Deployer";

    private final BundleContext context;

    Services(BundleContext context) {
        this.context = context;
    }

    /** The core's view of itself. */
    Optional<Overview> core() {
        ServiceReference<Overview> reference = context.getServiceReference(Overview.class);
        return Optional.ofNullable(reference).map(context::getService);
    }

    /** What deploys, when it is there. */
    Optional<Verbs> verbs() {
        Optional<Overview> core = core();
        ServiceReference<?> reference = context.getServiceReference(DEPLOYER);
        return reference == null || core.isEmpty() ? Optional.empty() : verbs(reference, core.get());
    }

    /** What deploys; without it nothing can be done. */
    Verbs needed() {
        return verbs().orElseThrow(() -> new IllegalStateException(
                "nothing deploys here: the bundle org.milterflux.deployer is not running; is features/deployer.json"
                        + " there, and what does the log say of it?"));
    }

    private Optional<Verbs> verbs(ServiceReference<?> reference, Overview core) {
        return Optional.ofNullable(context.getService(reference))
                .map(Deployer.class::cast)
                .map(deployer -> new Verbs(deployer, core));
    }
}
