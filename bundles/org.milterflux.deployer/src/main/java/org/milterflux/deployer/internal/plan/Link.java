package org.milterflux.deployer.internal.plan;

import java.util.Comparator;
import org.milterflux.core.management.FilterStatus.Effects;

/** A filter in the chain that is planned. */
record Link(String filter, String version, int rank, Effects effects) {

    /** Highest rank first; of equals those that are there already. */
    static final Comparator<Link> ORDER = Comparator.comparingInt(Link::rank).reversed();
}
