package org.milterflux.deployer.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.utils.resource.RequirementImpl;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.BundleChange.FilterChange;
import org.milterflux.deployer.BundleChange.Kind;
import org.milterflux.deployer.Plan;
import org.milterflux.deployer.internal.bundle.BundleFile;
import org.milterflux.deployer.internal.bundle.DeclaredFilter;
import org.milterflux.deployer.internal.diagnosis.Needs;
import org.osgi.framework.Version;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/** Tells what a change would do, from what there is and what is to come. Pure. */
public final class Planner {

    private final Installed installed;
    private final List<BundleChange> changes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Link> arriving = new ArrayList<>();
    private final Set<String> leaving = new HashSet<>();

    private Planner(Installed installed) {
        this.installed = installed;
    }

    /**
     * The plan to deploy some files.
     *
     * @param refuses whether a doubtful order of filters stands against it
     */
    public static Plan plan(List<BundleFile> files, Installed installed, boolean refuses) {
        Planner planner = new Planner(installed);
        planner.requireDifferent(files);
        files.forEach(planner::deploy);
        files.stream().filter(planner::isChanged).forEach(file -> planner.require(file, files));
        return planner.plan(refuses);
    }

    /**
     * The plan to take bundles away.
     *
     * @param names symbolic names, or ids of filters
     */
    public static Plan removal(List<String> names, Installed installed) {
        Planner planner = new Planner(installed);
        names.stream()
                .map(planner::symbolicName)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(planner::remove);
        return planner.plan(false);
    }

    /** What happens to a bundle of which one version goes and another comes; empty where there is none. */
    public static Kind kind(String from, String to) {
        if (from.isEmpty()) {
            return Kind.ADD;
        }
        if (to.isEmpty()) {
            return Kind.REMOVE;
        }
        int order = Version.parseVersion(to).compareTo(Version.parseVersion(from));
        return order == 0 ? Kind.REPLACE : order > 0 ? Kind.UPGRADE : Kind.DOWNGRADE;
    }

    private void requireDifferent(List<BundleFile> files) {
        Map<String, String> sources = new HashMap<>();
        for (BundleFile file : files) {
            String other = sources.putIfAbsent(file.symbolicName(), file.source());
            if (other != null) {
                problems.add(
                        other + " and " + file.source() + " are both " + file.symbolicName() + ": deploy one of them");
            }
        }
    }

    private boolean isChanged(BundleFile file) {
        return !file.digest().equals(installed.digests().get(file.symbolicName()));
    }

    private void deploy(BundleFile file) {
        String name = file.symbolicName();
        String from = installed
                .serving(name)
                .map(bundle -> bundle.version().toString())
                .orElse("");
        String to = file.version().toString();
        if (!isChanged(file)) {
            changes.add(new BundleChange(Kind.KEEP, name, from, to, file.source(), file.digest(), List.of()));
            return;
        }
        Map<String, Link> after = new TreeMap<>();
        for (DeclaredFilter filter : file.filters()) {
            Set<String> ids = filter.ids(installed.configurations());
            if (ids.isEmpty()) {
                problems.add(name + ": filter " + filter.name() + " needs a configuration and has none: write conf/"
                        + filter.pids().get(0) + ".config first");
            }
            ids.forEach(id -> after.put(id, new Link(id, to, rank(id, filter.rank()), filter.effects())));
        }
        arriving.addAll(after.values());
        leaving.add(name);
        changes.add(
                new BundleChange(kind(from, to), name, from, to, file.source(), file.digest(), filters(name, after)));
        if (kind(from, to) == Kind.DOWNGRADE) {
            warnings.add(name + " " + to + " is older than " + from + ", which serves now");
        }
    }

    private void remove(String name) {
        leaving.add(name);
        String from = installed
                .serving(name)
                .map(bundle -> bundle.version().toString())
                .orElse("");
        changes.add(new BundleChange(Kind.REMOVE, name, from, "", "", "", filters(name, Map.of())));
    }

    /** What becomes of the filters that serve now and of those to come. */
    private List<FilterChange> filters(String name, Map<String, Link> after) {
        List<FilterChange> filters = new ArrayList<>();
        Set<String> before = new TreeSet<>();
        for (FilterStatus filter : installed.filtersOf(name)) {
            before.add(filter.id());
            Link link = after.get(filter.id());
            if (link == null) {
                filters.add(new FilterChange(filter.id(), Kind.REMOVE, filter.rank(), 0));
                warnings.add("filter " + filter.id() + " leaves the chain"
                        + (filter.required()
                                ? "; its policy requires it: mail will wait for it, then be refused for now"
                                : ""));
            } else {
                filters.add(new FilterChange(filter.id(), Kind.KEEP, filter.rank(), link.rank()));
            }
        }
        after.values().stream()
                .filter(link -> !before.contains(link.filter()))
                .forEach(link -> filters.add(new FilterChange(link.filter(), Kind.ADD, 0, link.rank())));
        return filters;
    }

    /** The administrator's rank goes before the bundle's. */
    private int rank(String id, int own) {
        return installed.filters().stream()
                .filter(filter -> filter.id().equals(id) && filter.rank() != filter.ownRank())
                .findFirst()
                .map(FilterStatus::rank)
                .orElse(own);
    }

    private void require(BundleFile file, List<BundleFile> files) {
        List<Capability> offered = Stream.concat(
                        installed.bundles().stream()
                                .filter(bundle -> files.stream()
                                        .noneMatch(other -> other.symbolicName().equals(bundle.symbolicName())))
                                .flatMap(bundle -> bundle.capabilities().stream()),
                        files.stream().flatMap(other -> other.capabilities().stream()))
                .toList();
        Needs.unmet(file.requirements(), offered, Planner::matches)
                .forEach(need -> problems.add(file.symbolicName() + " " + file.version() + ": " + need));
        Needs.unmetLater(file.requirements(), offered, Planner::matches)
                .forEach(need -> warnings.add(file.symbolicName() + " " + file.version() + ": " + need));
    }

    private static boolean matches(Requirement requirement, Capability capability) {
        return ((RequirementImpl) requirement).matches(capability);
    }

    private Optional<String> symbolicName(String name) {
        Optional<String> found = Stream.concat(
                        installed.serving(name).stream().map(Installed.Present::symbolicName),
                        installed.filters().stream()
                                .filter(filter -> filter.id().equals(name))
                                .map(FilterStatus::bundle))
                .findFirst();
        if (found.isEmpty()) {
            problems.add("there is neither a bundle nor a filter " + name + "; milter:filters shows what there is");
        }
        return found;
    }

    private Plan plan(boolean refuses) {
        List<Link> chain = Stream.concat(
                        installed.filters().stream()
                                .filter(filter -> filter.inChain() && !leaving.contains(filter.bundle()))
                                .map(filter ->
                                        new Link(filter.id(), filter.version(), filter.rank(), filter.effects())),
                        arriving.stream())
                .collect(Collectors.toMap(Link::filter, Function.identity(), (there, comes) -> comes, TreeMap::new))
                .values()
                .stream()
                .sorted(Link.ORDER)
                .toList();
        Set<String> touched = arriving.stream().map(Link::filter).collect(Collectors.toSet());
        (refuses ? problems : warnings).addAll(Linter.findings(chain, touched, installed.offers()));
        return new Plan(
                changes,
                chain.stream()
                        .map(link -> new Plan.Link(link.filter(), link.version(), link.rank()))
                        .toList(),
                problems,
                warnings);
    }
}
