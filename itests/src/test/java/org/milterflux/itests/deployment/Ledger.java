package org.milterflux.itests.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What the administrators did and when: which filters, in which version and order, a message may have met. */
final class Ledger {

    /** The version of a filter that is not there. */
    static final String ABSENT = "absent";

    private final Map<String, Timeline<String>> versions = new ConcurrentSkipListMap<>();
    private final Timeline<Map<String, Integer>> ranks = new Timeline<>(Map.of());
    private final Timeline<Set<String>> failing = new Timeline<>(Set.of());
    private final Lock ranking = new ReentrantLock();

    /** A filter that there is, or may be, from the start. */
    void begin(String id, String version, int rank) {
        versions.put(id, new Timeline<>(version));
        announceRank(id, rank);
        settleRanks();
    }

    Timeline<String> versions(String id) {
        Timeline<String> timeline = versions.get(id);
        if (timeline == null) {
            throw new IllegalArgumentException("unknown filter " + id);
        }
        return timeline;
    }

    Collection<String> ids() {
        return versions.keySet();
    }

    void announceRank(String id, int rank) {
        Map<String, Integer> next = new TreeMap<>(ranks.latest());
        next.put(id, rank);
        ranks.announce(Map.copyOf(next));
    }

    void settleRanks() {
        ranks.settle();
    }

    /** A rank that no filter has. */
    int freeRank(Random random) {
        Map<String, Integer> taken = ranks.latest();
        int rank;
        do {
            rank = 1 + random.nextInt(500);
        } while (taken.containsValue(rank));
        return rank;
    }

    /** To be held while a filter is moved: one move at a time. */
    Lock ranking() {
        return ranking;
    }

    Timeline<Map<String, Integer>> ranks() {
        return ranks;
    }

    /** From now on this filter may make messages fail for now: one that breaks on purpose. */
    synchronized void announceFailing(String id) {
        Set<String> next = new TreeSet<>(failing.latest());
        next.add(id);
        failing.announce(Set.copyOf(next));
    }

    /** It fails none any more. */
    synchronized void endFailing(String id) {
        Set<String> next = new TreeSet<>(failing.latest());
        next.remove(id);
        failing.announce(Set.copyOf(next));
        failing.settle();
    }

    /** Whether a message of this time may have failed for now. */
    boolean mayFail(long from, long to) {
        return failing.during(from, to).stream()
                .anyMatch(right -> !right.value().isEmpty());
    }

    /** Whether the filters stood in this order at some moment of this time. */
    boolean isInOrder(List<String> ids, long from, long to) {
        return ranks.during(from, to).stream()
                .anyMatch(right -> ordered(ids, right.value()).equals(ids));
    }

    private static List<String> ordered(List<String> ids, Map<String, Integer> ranks) {
        List<String> ordered = new ArrayList<>(ids);
        ordered.sort((a, b) -> ranks.getOrDefault(b, 0) - ranks.getOrDefault(a, 0));
        return ordered;
    }
}
