package org.milterflux.deployer.internal.plan;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.milterflux.core.management.Overview;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Reads what there is out of the framework. */
public final class Snapshot {

    private Snapshot() {}

    /**
     * What there is now.
     *
     * @param bundles those that count
     * @param digests by symbolic name, the files of what the deployer has installed
     */
    public static Installed of(
            List<Bundle> bundles, Overview core, ConfigurationAdmin configurations, Map<String, String> digests) {
        return new Installed(
                bundles.stream()
                        .filter(bundle -> bundle.getSymbolicName() != null)
                        .map(Snapshot::present)
                        .toList(),
                core.filters(),
                core.offers(),
                pids(configurations),
                digests);
    }

    private static Installed.Present present(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return new Installed.Present(
                bundle.getBundleId(),
                bundle.getSymbolicName(),
                bundle.getVersion(),
                revision == null ? List.of() : List.copyOf(revision.getCapabilities(null)));
    }

    private static Set<String> pids(ConfigurationAdmin configurations) {
        try {
            Configuration[] all = configurations.listConfigurations(null);
            return all == null
                    ? Set.of()
                    : Arrays.stream(all).map(Configuration::getPid).collect(Collectors.toSet());
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("configurations cannot be listed", e);
        }
    }
}
