package org.milterflux.itests.deployment;

/** One thing an administrator does to a filter while mail flows. */
interface Job {

    /** For the table at the end. */
    String name();

    /** Whether it ends with another version than it began with. */
    default boolean isUpgrade() {
        return true;
    }

    /** Does it, writes into the ledger what messages may meet meanwhile, and comes back when it is done. */
    void run(Site site, Subject subject) throws Exception;
}
