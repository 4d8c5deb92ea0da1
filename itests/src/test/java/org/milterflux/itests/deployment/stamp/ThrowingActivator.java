package org.milterflux.itests.deployment.stamp;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An activator that throws. */
public final class ThrowingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("the activator throws on purpose");
    }

    @Override
    public void stop(BundleContext context) {}
}
