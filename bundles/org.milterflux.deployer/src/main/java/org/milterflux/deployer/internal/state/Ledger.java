package org.milterflux.deployer.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state, and every change of it on the disk before anything else happens. For one thread at a time. */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final StateFile file;
    private final Store store;
    private State state;

    /** Begins with a state that is on the disk. */
    public Ledger(StateFile file, Store store, State state) {
        this.file = file;
        this.store = store;
        this.state = state;
    }

    /** What is deployed and what was changed. */
    public State state() {
        return state;
    }

    /** Where the files of bundles are. */
    public Store store() {
        return store;
    }

    /** Keeps a bundle's file. */
    public Jar keep(String version, String source, InputStream content) throws IOException {
        return new Jar(version, store.put(content), source);
    }

    /** The change of that number. */
    public Entry entry(int number) throws DeploymentException {
        return state.entry(number)
                .orElseThrow(() -> new DeploymentException("there is no change " + number + "; see milter:history"));
    }

    /**
     * A change begins.
     *
     * @throws DeploymentException when that cannot be written: then nothing is to be changed
     */
    public Entry open(
            Deployment.Kind kind,
            Map<String, Jar> before,
            Map<String, Jar> after,
            List<BundleChange> bundles,
            List<Deployment.FileChange> files)
            throws DeploymentException {
        Deployment deployment =
                new Deployment(state.nextNumber(), Instant.now(), kind, Deployment.State.RUNNING, bundles, files, "");
        Entry entry = new Entry(deployment, before, after);
        State next = state.with(entry);
        try {
            file.save(next);
        } catch (IOException e) {
            throw new DeploymentException("cannot write what is deployed: " + e + "; nothing has changed", e);
        }
        state = next;
        return entry;
    }

    /** Something became of a change; the rest goes on even if that cannot be written. */
    public void save(State next) {
        state = next;
        try {
            file.save(next);
        } catch (IOException e) {
            LOG.error("cannot write what is deployed; after a crash an earlier state would come back", e);
        }
    }

    /** Deletes files that nobody may want any more. Not while a change is being made, whose files are not known yet. */
    public void prune() {
        try {
            store.keepOnly(state.kept());
        } catch (IOException e) {
            LOG.warn("files of former deployments cannot be deleted", e);
        }
    }

    /** The file of a bundle that is deployed at a location. */
    public Optional<Jar> deployed(String symbolicName, String location) {
        return Optional.ofNullable(state.deployed().get(symbolicName))
                .filter(deployed ->
                        Deployed.location(symbolicName, deployed.number()).equals(location))
                .map(Deployed::jar);
    }
}
