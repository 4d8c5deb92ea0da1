package org.milterflux.itests.deployment;

/** One thing an administrator does to a filter while mail flows. */
interface Job {

    /** For the table at the end. */
    String name();

    /** How many times it brings another version into force. */
    default int upgrades() {
        return 1;
    }

    /** Does it, writes into the ledger what messages may meet meanwhile, and comes back when it is done. */
    void run(Site site, Subject subject) throws Exception;
}
