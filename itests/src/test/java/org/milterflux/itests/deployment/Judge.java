package org.milterflux.itests.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds every message against the ledger, and keeps what was wrong, the first of it in words. */
final class Judge {

    private static final Pattern STAMP =
            Pattern.compile("(?:h|i.{4})X-Stamp\0 ?(\\S+) (\\S+) (-?\\d+) (\\S+)\0", Pattern.DOTALL);
    /** A filter object is asked at MAIL, at the one recipient and at the end of the message. */
    private static final String ASKED = "3";

    private static final int KEPT = 40;

    private final Ledger ledger;
    private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    private final AtomicLong wrongCount = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Judge(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What one connection has met so far: of each filter the change it had got to. */
    static final class Memory {
        private final Map<String, Integer> changes = new HashMap<>();
    }

    private record Stamp(String id, String version) {}

    /** A message has its verdict. */
    void message(String connection, Memory memory, Passage passage) {
        messages.incrementAndGet();
        if (!passage.verdict().equals("c")) {
            failed.incrementAndGet();
            if (!ledger.mayFail(passage.begunAt(), passage.endedAt())) {
                wrong(connection, passage, "refused");
            }
            return;
        }
        List<Stamp> stamps = new ArrayList<>();
        for (String edit : passage.edits()) {
            Matcher stamp = STAMP.matcher(edit);
            if (!stamp.matches()) {
                wrong(connection, passage, "not a stamp: " + edit);
                return;
            } else {
                if (!stamp.group(3).equals(ASKED)) {
                    wrong(connection, passage, stamp.group(1) + " was asked " + stamp.group(3) + " times");
                }
                stamps.add(new Stamp(stamp.group(1), stamp.group(2)));
            }
        }
        stamps(connection, memory, passage, stamps);
    }

    private void stamps(String connection, Memory memory, Passage passage, List<Stamp> stamps) {
        Set<String> met = new HashSet<>();
        for (Stamp stamp : stamps) {
            if (!met.add(stamp.id())) {
                wrong(connection, passage, "two stamps of " + stamp.id());
            } else {
                version(connection, memory, passage, stamp);
            }
        }
        for (String id : ledger.ids()) {
            if (!met.contains(id)) {
                version(connection, memory, passage, new Stamp(id, Ledger.ABSENT));
            }
        }
        List<String> order = stamps.stream().map(Stamp::id).toList();
        if (!ledger.isInOrder(order, passage.begunAt(), passage.pinnedAt())) {
            wrong(
                    connection,
                    passage,
                    "order " + order + ", right: " + ledger.ranks().during(passage.begunAt(), passage.pinnedAt()));
        }
    }

    private void version(String connection, Memory memory, Passage passage, Stamp stamp) {
        List<Timeline.Right<String>> right = ledger.versions(stamp.id()).during(passage.begunAt(), passage.pinnedAt());
        int last = memory.changes.getOrDefault(stamp.id(), 0);
        Optional<Integer> change = right.stream()
                .filter(possible -> possible.value().equals(stamp.version()) && possible.index() >= last)
                .map(Timeline.Right::index)
                .findFirst();
        if (change.isPresent()) {
            memory.changes.put(stamp.id(), change.get());
        } else {
            wrong(
                    connection,
                    passage,
                    stamp.id() + " " + stamp.version() + "; the connection had got to change " + last + ", right: "
                            + right);
        }
    }

    /** Something that is always wrong. */
    void wrong(String connection, Object passage, String what) {
        wrongCount.incrementAndGet();
        if (wrongs.size() < KEPT) {
            wrongs.add("%tT.%<tL %s: %s: %s"
                    .formatted(System.currentTimeMillis(), connection, what, passage)
                    .replace('\0', '|'));
        }
    }

    long messages() {
        return messages.get();
    }

    /** Those of them that a filter which broke on purpose made fail for now. */
    long failed() {
        return failed.get();
    }

    long wrongs() {
        return wrongCount.get();
    }

    /** The first of what was wrong, a line each. */
    List<String> firstWrongs() {
        return List.copyOf(wrongs);
    }
}
