package org.milterflux.launcher.check;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.felix.metatype.AD;

/**
 * What a bundle says, in Metatype, about one of its configurations.
 *
 * @param factory whether there can be several, each with a name
 * @param keys by name
 */
record Description(boolean factory, TreeMap<String, AD> keys) {

    Optional<AD> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    Set<String> names() {
        return keys.keySet();
    }
}
