package org.milterflux.deployer.internal.state;

import java.util.Map;
import org.milterflux.deployer.Deployment;

/**
 * A change with what it takes to undo it.
 *
 * @param deployment what people see of it
 * @param before by symbolic name, what served of the bundles it touched; those it added are missing
 * @param after by symbolic name, what serves of them afterwards; those it removed are missing
 */
public record Entry(Deployment deployment, Map<String, Jar> before, Map<String, Jar> after) {

    public Entry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** The change's number. */
    public int number() {
        return deployment.number();
    }

    /** Whether it made a difference that lasts. */
    public boolean hasEffect() {
        return deployment.state() == Deployment.State.DONE;
    }

    /** Whether it is still being made or tried. */
    public boolean underWay() {
        return deployment.state() == Deployment.State.RUNNING || deployment.state() == Deployment.State.TRIAL;
    }

    /** The same change, with what became of it. */
    public Entry became(Deployment.State state, String note) {
        return new Entry(
                new Deployment(
                        deployment.number(),
                        deployment.at(),
                        deployment.kind(),
                        state,
                        deployment.bundles(),
                        deployment.files(),
                        note),
                before,
                after);
    }
}
