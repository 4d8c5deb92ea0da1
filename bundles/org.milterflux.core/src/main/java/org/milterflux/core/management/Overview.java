package org.milterflux.core.management;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The state of the core, at the moment it is asked. A service; safe from any thread. */
@ProviderType
public interface Overview {

    /** The number of the generation in force; it grows with every change of the chain. */
    long generation();

    /** Every filter that is registered, those in the chain first and in its order. */
    List<FilterStatus> filters();

    /** Ids without which no message passes, and which no filter serves now. */
    List<String> missing();

    /**
     * Asks every filter whether it is ready, all at once. Blocks as long as the slowest takes.
     *
     * @param limit how long a filter may think; what takes longer is not ready
     */
    List<Readiness> readiness(Duration limit);

    /** What the MTAs in front let filters do, one for each listener that has had a connection. */
    List<MtaOffer> offers();

    /** Every connection that is open, oldest first. */
    List<SessionStatus> sessions();

    /** The messages that ended last, latest first; at most so many, and no more than are kept. */
    List<MessageRecord> messages(int last);

    /** The messages of that queue id, latest first, as far as they are kept. */
    List<MessageRecord> messages(String queueId);
}
