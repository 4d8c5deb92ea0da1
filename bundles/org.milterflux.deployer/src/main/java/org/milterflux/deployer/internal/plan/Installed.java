package org.milterflux.deployer.internal.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.MtaOffer;
import org.osgi.framework.Version;
import org.osgi.resource.Capability;

/**
 * What there is at the moment a plan is made.
 *
 * @param bundles all that are installed, but for those on their way out
 * @param filters all that are registered, those in the chain first and in its order
 * @param offers what the MTAs offer
 * @param configurations the PIDs of all configurations
 * @param digests by symbolic name, the files of what the deployer has installed
 */
public record Installed(
        List<Present> bundles,
        List<FilterStatus> filters,
        List<MtaOffer> offers,
        Set<String> configurations,
        Map<String, String> digests) {

    public Installed {
        bundles = List.copyOf(bundles);
        filters = List.copyOf(filters);
        offers = List.copyOf(offers);
        configurations = Set.copyOf(configurations);
        digests = Map.copyOf(digests);
    }

    /**
     * An installed bundle.
     *
     * @param id its number
     * @param capabilities what it offers
     */
    public record Present(long id, String symbolicName, Version version, List<Capability> capabilities) {
        public Present {
            capabilities = List.copyOf(capabilities);
        }
    }

    /** The one of a symbolic name that serves: of several the newest. */
    Optional<Present> serving(String symbolicName) {
        return bundles.stream()
                .filter(bundle -> bundle.symbolicName().equals(symbolicName))
                .max(Comparator.comparing(Present::version).thenComparing(Present::id));
    }

    /** The filters in the chain that a bundle of this name offers, in order. */
    List<FilterStatus> filtersOf(String symbolicName) {
        return filters.stream()
                .filter(filter -> filter.bundle().equals(symbolicName) && filter.inChain())
                .toList();
    }
}
