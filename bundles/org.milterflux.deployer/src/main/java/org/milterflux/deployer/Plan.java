package org.milterflux.deployer;

import java.util.List;

/**
 * What a change would do.
 *
 * @param changes what becomes of each bundle
 * @param chain the filters in their order afterwards, as far as is known
 * @param problems why it would fail, in plain words; empty when nothing stands against it
 * @param warnings what the administrator should look at first
 */
public record Plan(List<BundleChange> changes, List<Link> chain, List<String> problems, List<String> warnings) {

    public Plan {
        changes = List.copyOf(changes);
        chain = List.copyOf(chain);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** One filter of the chain. */
    public record Link(String filter, String version, int rank) {}
}
