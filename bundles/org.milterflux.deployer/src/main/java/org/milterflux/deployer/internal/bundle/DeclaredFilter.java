package org.milterflux.deployer.internal.bundle;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.milterflux.core.management.FilterStatus.Effects;

/**
 * A filter that a component of a bundle will be.
 *
 * @param name its id, unless it comes from a factory configuration
 * @param rank its {@code service.ranking}
 * @param effects what it declares
 * @param needsConfiguration whether there is none without a configuration
 * @param pids where its configurations are
 */
public record DeclaredFilter(String name, int rank, Effects effects, boolean needsConfiguration, List<String> pids) {

    public DeclaredFilter {
        pids = List.copyOf(pids);
    }

    /** The ids it will have with these configurations; none when it needs one and has none. */
    public Set<String> ids(Set<String> configurations) {
        Set<String> ids = new TreeSet<>();
        for (String pid : pids) {
            for (String configuration : configurations) {
                if (configuration.startsWith(pid + "~")) {
                    ids.add(name + configuration.substring(pid.length()));
                } else if (configuration.equals(pid)) {
                    ids.add(name);
                }
            }
        }
        if (ids.isEmpty() && !needsConfiguration) {
            ids.add(name);
        }
        return ids;
    }
}
