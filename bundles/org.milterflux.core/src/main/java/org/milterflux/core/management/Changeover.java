package org.milterflux.core.management;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the filters of whole bundles into the chain and out of it, whatever the framework does with those bundles. A
 * service; safe from any thread. Nothing of it outlives the process.
 */
@ProviderType
public interface Changeover {

    /** Keeps the filters of these bundles out of the chain until {@link #exchange}: to be said before they start. */
    void withhold(Set<Long> bundles);

    /**
     * Publishes one generation in which the filters of some bundles take part and those of others do not. Messages that
     * are open keep the filters they began with.
     *
     * @param arriving bundles that were withheld, from now on not any more
     * @param leaving bundles that are withheld from now on
     * @param why for the log
     * @return the number of the generation
     */
    long exchange(Set<Long> arriving, Set<Long> leaving, String why);

    /** Forgets what was said of bundles that are uninstalled. */
    void forget(Set<Long> bundles);

    /**
     * Waits until no message has a filter of these bundles, which are withheld.
     *
     * @return false when the limit came first
     */
    boolean awaitIdle(Set<Long> bundles, Duration limit) throws InterruptedException;

    /** Keeps the filter of this id out of the chain until {@link #resume}; mail that requires it waits, then is deferred. */
    void drain(String id);

    /** Undoes {@link #drain}; false when the id was not drained. */
    boolean resume(String id);

    /** Waits until no message has a filter of this id; false when the limit came first. */
    boolean awaitIdle(String id, Duration limit) throws InterruptedException;

    /**
     * Watches the filters of these bundles through their next messages.
     *
     * @param messages how many messages of each prove it
     * @param failures how many failures of all of them disprove it, one at least
     * @return completes with the last failure's reason when they failed too often, and with an empty text when every one of
     *     them has had its messages
     */
    CompletionStage<String> watch(Set<Long> bundles, int messages, int failures);
}
