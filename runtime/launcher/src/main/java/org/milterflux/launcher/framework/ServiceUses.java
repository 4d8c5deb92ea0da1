package org.milterflux.launcher.framework;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Map;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

/**
 * Has the framework forget which services a bundle used that has been uninstalled.
 *
 * <p>Felix 7.0.5 counts uses by bundle and service, and leaves a count that has come to zero where it is, the bundle with it: each
 * bundle that was ever deployed would stay in memory, since Declarative Services asks for ConfigurationAdmin in the name of each.
 * There is no other way to that table.
 */
final class ServiceUses implements SynchronousBundleListener {

    private static final Logger log = System.getLogger(ServiceUses.class.getName());

    private final Map<?, ?> byBundle;

    private ServiceUses(Map<?, ?> byBundle) {
        this.byBundle = byBundle;
    }

    /** Those of this framework; of another than Felix 7 none. */
    static ServiceUses of(Framework framework) {
        try {
            Object registry = field(framework, "m_registry");
            return new ServiceUses((Map<?, ?>) field(registry, "m_inUseMap"));
        } catch (ReflectiveOperationException | ClassCastException otherFramework) {
            log.log(Level.DEBUG, "uses of services are not cleared: {0}", otherFramework.toString());
            return new ServiceUses(Map.of());
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED && !byBundle.isEmpty()) {
            byBundle.remove(event.getBundle());
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
