package org.milterflux.itests.deployment;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Changes of the chain that are no deployment: another order, another policy, a filter that comes for a while. */
enum Moves implements Job {
    /** Somebody changes the rank in the policy's file. */
    RANK_IN_FILE {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            String id = subject.id();
            int rank = freeRank(site);
            site.ledger().announceRank(id, rank);
            Moves.policy(site, id, rank);
            Pattern row = Pattern.compile("(?m)^" + id + " +\\S+ +" + rank + " +yes\\b");
            site.await(
                    id + " has rank " + rank,
                    () -> row.matcher(site.console().run("milter:filters")).find());
            site.ledger().settleRanks();
        }
    },
    /** Something else in the policy changes: the order and the filters stay. */
    TIMEOUT_IN_FILE {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            String id = subject.id();
            Integer rank = site.ledger().ranks().latest().get(id);
            if (rank == null) {
                throw new IllegalStateException("no rank of " + id);
            }
            Moves.policy(site, id, rank);
        }
    };

    private static int freeRank(Site site) {
        Map<String, Integer> taken = site.ledger().ranks().latest();
        int rank;
        do {
            rank = 1 + site.random().nextInt(200);
        } while (taken.containsValue(rank));
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
    public boolean isUpgrade() {
        return false;
    }
}
