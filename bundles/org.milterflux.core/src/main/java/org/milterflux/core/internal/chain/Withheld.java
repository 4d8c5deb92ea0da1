package org.milterflux.core.internal.chain;

import java.util.HashSet;
import java.util.Set;
import org.milterflux.core.internal.filter.FilterInstance;

/**
 * Who is registered and still kept out of the chain. Immutable.
 *
 * @param bundles bundles of a deployment that is not finished
 * @param ids filters the administrator drains
 */
record Withheld(Set<Long> bundles, Set<String> ids) {

    static final Withheld NOBODY = new Withheld(Set.of(), Set.of());

    Withheld {
        bundles = Set.copyOf(bundles);
        ids = Set.copyOf(ids);
    }

    boolean withholds(FilterInstance filter) {
        return bundles.contains(filter.profile().bundleId());
    }

    boolean drains(FilterInstance filter) {
        return ids.contains(filter.id());
    }

    boolean letsIn(FilterInstance filter) {
        return !withholds(filter) && !drains(filter);
    }

    Withheld with(Set<Long> more, Set<Long> less) {
        Set<Long> changed = new HashSet<>(bundles);
        changed.removeAll(less);
        changed.addAll(more);
        return new Withheld(changed, ids);
    }

    Withheld with(String id) {
        Set<String> changed = new HashSet<>(ids);
        changed.add(id);
        return new Withheld(bundles, changed);
    }

    Withheld without(String id) {
        Set<String> changed = new HashSet<>(ids);
        changed.remove(id);
        return new Withheld(bundles, changed);
    }
}
