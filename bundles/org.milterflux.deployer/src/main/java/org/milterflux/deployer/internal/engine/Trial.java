package org.milterflux.deployer.internal.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.milterflux.deployer.internal.state.Entry;
import org.osgi.framework.Bundle;

/**
 * A change whose new bundles serve while the old ones stand by.
 *
 * @param entry the change
 * @param arriving the new bundles
 * @param standby the old ones, started and withheld
 * @param end ends it when its time is up
 */
record Trial(Entry entry, List<Bundle> arriving, List<Bundle> standby, Future<?> end) {

    Trial {
        arriving = List.copyOf(arriving);
        standby = List.copyOf(standby);
    }

    /** Whether the change is about one of these bundles. */
    boolean concerns(Set<String> symbolicNames) {
        return entry.deployment().bundles().stream().anyMatch(change -> symbolicNames.contains(change.bundle()));
    }
}
