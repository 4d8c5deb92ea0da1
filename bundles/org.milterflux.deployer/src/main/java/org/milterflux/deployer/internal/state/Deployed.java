package org.milterflux.deployer.internal.state;

/**
 * A bundle that the deployer installed.
 *
 * @param jar its file
 * @param number the change that installed it
 */
public record Deployed(Jar jar, int number) {

    /** The scheme of the locations of all bundles that the deployer installs. */
    public static final String SCHEME = "deployment:";

    /** The bundle's location: of one file deployed twice, the bundles are two. */
    public static String location(String symbolicName, int number) {
        return SCHEME + symbolicName + ":" + number;
    }
}
