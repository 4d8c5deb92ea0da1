package org.milterflux.deployer.internal.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.Deployment;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a bundle does not do its part, and why a filter is not in the chain. Safe from any thread. */
public final class Diagnosis {

    private final BundleContext context;
    private final Components components;
    private final Overview core;

    /** Looks at this framework. */
    public Diagnosis(BundleContext context, ServiceComponentRuntime runtime, Overview core) {
        this.context = context;
        components = new Components(runtime);
        this.core = core;
    }

    /** Why a bundle that was started does not do its part; empty when it does. */
    public Optional<String> whyNotStarted(Bundle bundle) {
        List<String> problems = problems(bundle);
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
    }

    private List<String> problems(Bundle bundle) {
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> List.of(name + " is uninstalled");
            case Bundle.INSTALLED -> {
                List<String> unmet = unmet(bundle);
                yield unmet.isEmpty()
                        ? List.of(name + " is installed but not resolved")
                        : unmet.stream().map(need -> name + ": " + need).toList();
            }
            case Bundle.RESOLVED -> isFragment(bundle) ? List.of() : List.of(name + " is not started");
            default -> components.problems(bundle);
        };
    }

    private List<String> unmet(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        List<BundleCapability> offered = Stream.concat(
                        Arrays.stream(context.getBundles())
                                .filter(other -> !other.equals(bundle))
                                .map(other -> other.adapt(BundleRevision.class)),
                        Stream.of(revision))
                .flatMap(other -> other.getDeclaredCapabilities(null).stream())
                .toList();
        return Needs.unmet(revision.getDeclaredRequirements(null), offered, BundleRequirement::matches);
    }

    /**
     * Why a filter is or is not in the chain, as lines.
     *
     * @param history of changes, for what went wrong with it
     */
    public List<String> why(String filter, List<Deployment> history) {
        List<String> lines = new ArrayList<>();
        List<FilterStatus> registered = core.filters().stream()
                .filter(status -> status.id().equals(filter))
                .toList();
        registered.forEach(status -> lines.addAll(story(status)));
        if (core.missing().contains(filter)) {
            lines.add("mail requires it and it is not there: messages wait for it, then are refused for now");
        }
        if (registered.stream().noneMatch(FilterStatus::inChain)) {
            for (ComponentDescriptionDTO component : components.of(filter)) {
                lines.addAll(components.problems(component).toList());
                lines.addAll(problems(context.getBundle(component.bundle.id)));
            }
            lines.addAll(bundlesNamedAfter(filter));
        }
        Set<String> bundles = Stream.concat(
                        registered.stream().map(FilterStatus::bundle),
                        components.of(filter).stream().map(component -> component.bundle.symbolicName))
                .collect(Collectors.toSet());
        bundles.add(filter);
        lines.addAll(lastChange(filter, bundles, history));
        return lines.isEmpty()
                ? List.of("nothing here is, or is to become, a filter " + filter
                        + "; milter:filters shows what there is, lb -s every bundle")
                : lines.stream().distinct().toList();
    }

    private List<String> story(FilterStatus status) {
        List<String> lines = new ArrayList<>();
        String name =
                status.id() + " " + status.version() + " of bundle " + status.bundle() + " [" + status.bundleId() + "]";
        lines.add(
                switch (status.place()) {
                    case CHAIN -> name + " is in the chain at rank " + status.rank();
                    case DISABLED -> name + " is disabled by its policy; milter:enable " + status.id() + " enables it";
                    case WITHHELD ->
                        name + " is kept out by a deployment: it is not proved yet, or was replaced and" + " stands by";
                    case DRAINED -> name + " is drained; milter:enable " + status.id() + " lets it in again";
                    case SUPERSEDED -> name + " is not asked: another bundle offers the same filter in a newer version";
                });
        if (!status.inChain()) {
            return lines;
        }
        if (status.rank() != status.ownRank()) {
            lines.add("its bundle asks for rank " + status.ownRank() + ", its policy says " + status.rank());
        }
        if (status.shadow()) {
            lines.add("it is only watched (shadow): its verdicts are logged and ignored");
        }
        if (!status.condition().isEmpty()) {
            lines.add("it takes part in messages for which holds: " + status.condition());
        }
        if (!status.listeners().isEmpty()) {
            lines.add("it takes part on listeners " + String.join(", ", status.listeners()) + " only");
        }
        if (!status.breaker().equals("closed")) {
            lines.add("it has failed so often that it is not asked for a while (breaker " + status.breaker()
                    + "); its policy answers for it: " + status.failure());
        }
        return lines;
    }

    /** Filters that no component describes: their bundle, when it is named like them, says something all the same. */
    private List<String> bundlesNamedAfter(String filter) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> filter.equals(bundle.getSymbolicName()))
                .flatMap(bundle -> problems(bundle).stream())
                .toList();
    }

    private static List<String> lastChange(String filter, Set<String> bundles, List<Deployment> history) {
        List<Deployment> concerned = history.stream()
                .filter(deployment ->
                        deployment.bundles().stream().anyMatch(change -> concerns(change, filter, bundles)))
                .toList();
        if (concerned.isEmpty()) {
            return List.of();
        }
        Deployment last = concerned.get(concerned.size() - 1);
        String change = "change " + last.number() + ", its last, ";
        return switch (last.state()) {
            case FAILED, INTERRUPTED -> List.of(change + "was not made: " + last.note());
            case TAKEN_BACK -> List.of(change + "was taken back: " + last.note());
            case TRIAL -> List.of(change + "is on trial");
            case DONE ->
                last.bundles().stream().anyMatch(part -> removes(part, filter, bundles))
                        ? List.of(change + "took it away; milter:rollback goes back before the latest change")
                        : List.of();
            case RUNNING -> List.of();
        };
    }

    private static boolean concerns(BundleChange change, String filter, Set<String> bundles) {
        return bundles.contains(change.bundle())
                || change.filters().stream().anyMatch(part -> part.id().equals(filter));
    }

    private static boolean removes(BundleChange change, String filter, Set<String> bundles) {
        return concerns(change, filter, bundles)
                && (change.kind() == BundleChange.Kind.REMOVE
                        || change.filters().stream()
                                .anyMatch(part -> part.id().equals(filter) && part.kind() == BundleChange.Kind.REMOVE));
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }
}
