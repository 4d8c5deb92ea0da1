package org.milterflux.deployer.internal.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.deployer.Deployment;

/**
 * What is deployed, and every change that led there. Immutable.
 *
 * @param deployed by symbolic name, what the deployer has installed and keeps installed
 * @param leaving locations of bundles that have been replaced or removed and are not gone yet
 * @param setAside locations of bundles that belong to a feature and were replaced: they stay installed and do not start
 * @param entries the changes, latest last
 */
public record State(Map<String, Deployed> deployed, Set<String> leaving, Set<String> setAside, List<Entry> entries) {

    /** Before the first change. */
    public static final State EMPTY = new State(Map.of(), Set.of(), Set.of(), List.of());

    /** Changes that are remembered. */
    private static final int MOST_ENTRIES = 200;

    /** Changes whose files are kept, to go back. */
    private static final int MOST_KEPT = 20;

    public State {
        deployed = Map.copyOf(deployed);
        leaving = Set.copyOf(leaving);
        setAside = Set.copyOf(setAside);
        entries = List.copyOf(entries);
    }

    /** By symbolic name, the files that are deployed. */
    public Map<String, String> digests() {
        return deployed.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().jar().digest()));
    }

    /** The number of the next change. */
    public int nextNumber() {
        return entries.isEmpty() ? 1 : entries.get(entries.size() - 1).number() + 1;
    }

    /** With a change in place of the one of its number, in the order of numbers. */
    public State with(Entry entry) {
        List<Entry> changed = new ArrayList<>(entries);
        changed.removeIf(known -> known.number() == entry.number());
        changed.add(entry);
        changed.sort(Comparator.comparingInt(Entry::number)); // policies change while a trial goes on
        return new State(
                deployed,
                leaving,
                setAside,
                changed.subList(Math.max(changed.size() - MOST_ENTRIES, 0), changed.size()));
    }

    /** With a change that is made for good: its bundles are deployed, and others at these locations are on their way out. */
    public State done(Entry entry, Set<String> replaced, Set<String> ofFeatures) {
        Map<String, Deployed> changed = new HashMap<>(deployed);
        entry.before().keySet().forEach(changed::remove);
        entry.after().forEach((name, jar) -> changed.put(name, new Deployed(jar, entry.number())));
        Set<String> aside = new HashSet<>(setAside);
        aside.addAll(ofFeatures);
        Set<String> going = new HashSet<>(leaving);
        going.addAll(replaced);
        return new State(changed, going, aside, entries).with(entry);
    }

    /** Whether a location is that of a bundle which is deployed. */
    public boolean deploys(String symbolicName, String location) {
        Deployed now = deployed.get(symbolicName);
        return now != null && Deployed.location(symbolicName, now.number()).equals(location);
    }

    /** After the bundle of a location has gone. */
    public State gone(String location) {
        Set<String> going = new HashSet<>(leaving);
        going.remove(location);
        return new State(deployed, going, setAside, entries);
    }

    /** After the runtime ended in the middle of a change: that was not made. */
    public State interrupted() {
        State settled = this;
        for (Entry entry : entries) {
            if (entry.underWay()) {
                settled = settled.with(entry.became(
                        Deployment.State.INTERRUPTED,
                        "the runtime ended before it was done; what served before serves"));
            }
        }
        return settled;
    }

    /** The change of that number. */
    public Optional<Entry> entry(int number) {
        return entries.stream().filter(entry -> entry.number() == number).findFirst();
    }

    /** The number to go back to when nobody names one: of the change before the latest that still has effect. */
    public Optional<Integer> previous() {
        List<Entry> effective = entries.stream().filter(Entry::hasEffect).toList();
        return effective.isEmpty()
                ? Optional.empty()
                : Optional.of(effective.get(effective.size() - 1).number() - 1);
    }

    /**
     * What went before, of everything that was changed after a change.
     *
     * @return by symbolic name, empty for a bundle that was not there
     */
    public Map<String, Optional<Jar>> asAfter(int number) {
        Map<String, Optional<Jar>> then = new HashMap<>();
        for (int i = entries.size() - 1; i >= 0 && entries.get(i).number() > number; i--) {
            Entry undone = entries.get(i);
            if (undone.hasEffect()) {
                Stream.concat(undone.before().keySet().stream(), undone.after().keySet().stream())
                        .forEach(name -> then.put(
                                name, Optional.ofNullable(undone.before().get(name))));
            }
        }
        return then;
    }

    /** Policy files as they were after a change, of those that were changed later. */
    public Map<String, String> filesAsAfter(int number) {
        Map<String, String> then = new HashMap<>();
        for (int i = entries.size() - 1; i >= 0 && entries.get(i).number() > number; i--) {
            if (entries.get(i).hasEffect()) {
                entries.get(i).deployment().files().forEach(file -> then.put(file.name(), file.before()));
            }
        }
        return then;
    }

    /** Digests of the files that somebody may still want. */
    public Set<String> kept() {
        Predicate<Entry> recent = entry -> entry.number() > nextNumber() - 1 - MOST_KEPT || entry.underWay();
        return Stream.concat(
                        deployed.values().stream().map(Deployed::jar),
                        entries.stream()
                                .filter(recent)
                                .flatMap(entry -> Stream.concat(
                                        entry.before().values().stream(), entry.after().values().stream())))
                .map(Jar::digest)
                .collect(Collectors.toSet());
    }
}
