package org.milterflux.itests.deployment;

import java.io.IOException;

/** Changes of policies: another order, or another word on a filter that changes neither order nor filters. */
enum Moves implements Job {
    RANK_IN_FILE {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            move(site, subject, rank -> policy(site, subject.id(), rank));
        }
    },
    RANK_BY_VERB {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            move(site, subject, rank -> site.console().run("milter:rank " + subject + " " + rank));
        }
    },
    TIMEOUT_IN_FILE {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            policy(site, subject.id(), rank(site, subject));
        }
    },
    TIMEOUT_BY_VERB {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            // The verb refuses to write what is there already.
            String next =
                    site.console().run("milter:policy " + subject).contains("timeoutSeconds=I\"19\"") ? "18" : "19";
            site.console().run("milter:policy " + subject + " timeoutSeconds=" + next);
            site.settle(subject, subject.version());
        }
    };

    private interface Change {
        void to(int rank) throws Exception;
    }

    private static void move(Site site, Subject subject, Change change) throws Exception {
        site.ledger().ranking().lock();
        try {
            int rank = site.ledger().freeRank(site.random());
            site.ledger().announceRank(subject.id(), rank);
            change.to(rank);
            site.awaitRank(subject, rank);
            site.ledger().settleRanks();
        } finally {
            site.ledger().ranking().unlock();
        }
    }

    private static int rank(Site site, Subject subject) {
        Integer rank = site.ledger().ranks().latest().get(subject.id());
        if (rank == null) {
            throw new IllegalStateException("no rank of " + subject);
        }
        return rank;
    }

    private static void policy(Site site, String id, int rank) throws IOException {
        site.runtime()
                .configure(
                        "org.milterflux.policy-" + id + ".config",
                        "filter=\"" + id + "\"",
                        "required=B\"true\"",
                        "timeoutSeconds=I\"" + (10 + site.random().nextInt(10)) + "\"",
                        "rank=I\"" + rank + "\"");
    }

    @Override
    public int upgrades() {
        return 0;
    }
}
