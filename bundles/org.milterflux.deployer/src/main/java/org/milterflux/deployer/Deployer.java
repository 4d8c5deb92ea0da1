package org.milterflux.deployer;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Deploys bundles. A service; safe from any thread, one change at a time: a second one waits.
 *
 * <p>Sources are paths of files, URLs, or {@code mvn:group/artifact/version}. A change that fails changes nothing.
 */
@ProviderType
public interface Deployer {

    /**
     * What {@link #deploy} would do.
     *
     * @throws DeploymentException when a source cannot be had or is no bundle
     */
    Plan plan(List<String> sources) throws DeploymentException;

    /** What {@link #undeploy} would do. */
    Plan planRemoval(List<String> names) throws DeploymentException;

    /**
     * Installs the bundles beside what serves, and when they resolve, start and are ready, lets all of them take the place
     * of their earlier versions with one generation. Returns then; the new versions are on trial through their first
     * messages, and meanwhile the earlier ones stand by.
     *
     * @param progress told each step as one line
     * @return on trial or done
     * @throws DeploymentException when nothing was changed, and why
     */
    Deployment deploy(List<String> sources, Consumer<String> progress) throws DeploymentException;

    /**
     * Takes bundles away: their filters leave the chain, finish their messages, and are uninstalled.
     *
     * @param names symbolic names of bundles, or ids of their filters
     */
    Deployment undeploy(List<String> names, Consumer<String> progress) throws DeploymentException;

    /**
     * Goes back to what was deployed after an earlier change.
     *
     * @param number of that change, 0 for what there was before the first; empty for the state before the latest
     */
    Deployment rollback(OptionalInt number, Consumer<String> progress) throws DeploymentException;

    /** Every change so far, failed ones too, latest last, as far as they are kept. */
    List<Deployment> history();

    /** Waits until the change is not on trial any more; what became of it. */
    Deployment await(int number) throws DeploymentException, InterruptedException;

    /**
     * Writes keys into the file of a filter's policy, and waits until the chain follows.
     *
     * @param settings as {@code key=value}; an empty value takes the key out
     * @throws DeploymentException naming the key and value that nobody understands; the file is as it was
     */
    Deployment policy(String filter, List<String> settings) throws DeploymentException;

    /**
     * Keeps a filter out of the chain until {@link #resume}, and waits for its messages.
     *
     * @return what the administrator should know, as lines
     */
    List<String> drain(String filter) throws DeploymentException, InterruptedException;

    /** Undoes {@link #drain}; false when the filter was not drained. */
    boolean resume(String filter);

    /** Why a filter is or is not in the chain, as lines; what nobody has heard of is said to be so. */
    List<String> why(String filter);
}
