package org.milterflux.files;

import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Where filters become services. */
@FunctionalInterface
interface FilterRegistry {

    /** Registers a filter; what it gives takes it away again, once its messages are finished. */
    Runnable register(Object service, Set<Class<?>> stages, Map<String, Object> properties);

    /** The framework's, in the name of a bundle. */
    static FilterRegistry of(BundleContext context) {
        return (service, stages, properties) -> {
            String[] names = stages.stream().map(Class::getName).sorted().toArray(String[]::new);
            ServiceRegistration<?> registration =
                    context.registerService(names, service, FrameworkUtil.asDictionary(properties));
            return () -> unregister(registration);
        };
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework was faster: the bundle stops.
        }
    }
}
