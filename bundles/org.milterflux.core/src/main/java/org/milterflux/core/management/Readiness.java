package org.milterflux.core.management;

/**
 * What a filter's own readiness check says.
 *
 * @param filter its id
 * @param version its bundle's version
 * @param bundleId its bundle's number in the framework
 * @param problem why it is not ready; empty when it is, or when it offers no check
 */
public record Readiness(String filter, String version, long bundleId, String problem) {

    /** Whether it can do its work. */
    public boolean isReady() {
        return problem.isEmpty();
    }
}
