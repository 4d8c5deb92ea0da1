package org.milterflux.launcher.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What the transport reports about its listeners, read from the properties of its services.
 *
 * @param sockets those that accept connections
 * @param failures those that could not be opened, each as one line that says what and how to mend it
 */
public record Listeners(List<String> sockets, List<String> failures) {

    static final String REPORT = "org.milterflux.protocol.spi.ListenerReport";

    static Listeners of(BundleContext framework) {
        List<String> sockets = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (ServiceReference<?> report : reports(framework)) {
            if (report.getProperty("failure") instanceof String failure) {
                failures.add(failure);
            } else {
                sockets.add(String.valueOf(report.getProperty("socket")));
            }
        }
        return new Listeners(List.copyOf(sockets), List.copyOf(failures));
    }

    /** Those whose listeners they are. */
    static Set<Bundle> bundles(BundleContext framework) {
        return Stream.of(reports(framework)).map(ServiceReference::getBundle).collect(Collectors.toSet());
    }

    private static ServiceReference<?>[] reports(BundleContext framework) {
        try {
            // By name and for all class loaders: the launcher itself does not know the class.
            ServiceReference<?>[] found = framework.getAllServiceReferences(REPORT, null);
            return found == null ? new ServiceReference<?>[0] : found;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException("no filter was given", impossible);
        }
    }
}
