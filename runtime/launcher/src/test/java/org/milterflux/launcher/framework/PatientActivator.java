package org.milterflux.launcher.framework;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Takes as long as {@code Patient-Millis} in its manifest says; fails when it is interrupted. */
public final class PatientActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws InterruptedException {
        long millis = Long.parseLong(context.getBundle().getHeaders("").get("Patient-Millis"));
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop(BundleContext context) {}
}
