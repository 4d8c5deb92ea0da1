package org.milterflux.files;

import java.util.Map;
import java.util.Set;

/**
 * The filter that a version of a file came to.
 *
 * @param service the filter
 * @param stages the interfaces of the API that it is a service of
 * @param properties what it declares of itself, as {@code FilterProfile} does; its name is added
 * @param release lets go of what was loaded for it; called once no message has it any more
 */
public record FileFilter(Object service, Set<Class<?>> stages, Map<String, Object> properties, Runnable release) {

    public FileFilter {
        stages = Set.copyOf(stages);
        properties = Map.copyOf(properties);
    }
}
