package org.milterflux.deployer.internal.engine;

import java.util.List;
import java.util.Optional;
import org.milterflux.deployer.internal.state.Jar;
import org.osgi.framework.Bundle;

/**
 * One bundle's part in a change.
 *
 * @param symbolicName its name
 * @param leaving what serves under that name until now
 * @param before the file of what served; empty when nothing did
 * @param arriving the file of what is to serve; empty when nothing is
 */
record Move(String symbolicName, List<Bundle> leaving, Optional<Jar> before, Optional<Jar> arriving) {

    Move {
        leaving = List.copyOf(leaving);
    }
}
