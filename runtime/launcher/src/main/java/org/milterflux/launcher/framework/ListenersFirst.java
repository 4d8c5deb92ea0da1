package org.milterflux.launcher.framework;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Has listeners stop first when the framework stops, although the console starts after them: while messages finish, it can tell of
 * them.
 */
final class ListenersFirst implements SynchronousBundleListener {

    private static final Logger log = System.getLogger(ListenersFirst.class.getName());

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle stopping = event.getBundle();
        if (event.getType() == BundleEvent.STOPPING && stopping.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            stopListeners(stopping.getBundleContext());
        }
    }

    private static void stopListeners(BundleContext framework) {
        for (Bundle bundle : Listeners.bundles(framework)) {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } catch (BundleException | IllegalStateException failed) {
                log.log(Level.WARNING, "bundle {0} does not stop: {1}", bundle.getSymbolicName(), failed.getMessage());
            }
        }
    }
}
