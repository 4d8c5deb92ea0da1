package org.milterflux.itests.deployment;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often what was done. */
final class Worklog {

    private final Map<String, AtomicLong> upgrades = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> others = new ConcurrentSkipListMap<>();

    void done(Job job) {
        (job.upgrades() > 0 ? upgrades : others)
                .computeIfAbsent(job.name(), name -> new AtomicLong())
                .addAndGet(Math.max(1, job.upgrades()));
    }

    long upgrades() {
        return upgrades.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        upgrades.forEach((name, count) -> table.append("  %-28s %6d%n".formatted(name, count.get())));
        table.append("  %-28s %6d%n".formatted("upgrades in all", upgrades()));
        others.forEach((name, count) -> table.append("  %-28s %6d%n".formatted(name, count.get())));
        return table.toString();
    }
}
