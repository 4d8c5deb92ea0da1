package org.milterflux.launcher.framework;

import java.nio.file.Path;
import org.osgi.service.feature.ID;

/**
 * A bundle that a feature asks for.
 *
 * @param id Maven coordinates
 * @param startLevel the framework start level from which on it runs
 */
public record FeatureBundle(ID id, int startLevel) {

    /** The scheme of all locations that the features own; other locations belong to the admin. */
    public static final String SCHEME = "feature:";

    /** The bundle's name in the framework: free of paths, so that the distribution can be moved. */
    public String location() {
        return SCHEME + id;
    }

    /** Its place in a Maven-layout directory, relative. */
    public Path path() {
        String classifier = id.getClassifier().map(name -> "-" + name).orElse("");
        String file = id.getArtifactId() + "-" + id.getVersion() + classifier + "."
                + id.getType().orElse("jar");
        return Path.of(id.getGroupId().replace('.', '/'), id.getArtifactId(), id.getVersion(), file);
    }
}
