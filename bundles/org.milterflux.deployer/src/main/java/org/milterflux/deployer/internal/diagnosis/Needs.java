package org.milterflux.deployer.internal.diagnosis;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/** What a bundle needs and nobody offers, in plain words. */
public final class Needs {

    private static final String API = "org.milterflux.api";
    private static final Pattern FLOOR = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern CEILING = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");

    private Needs() {}

    /**
     * One line for each requirement that must be met for the bundle to resolve and is not.
     *
     * @param matches whether a capability is what a requirement asks for
     */
    public static <R extends Requirement, C extends Capability> List<String> unmet(
            Collection<R> requirements, Collection<C> offered, BiPredicate<R, C> matches) {
        return requirements.stream()
                .filter(Needs::isMandatory)
                .filter(requirement -> hasEffect(requirement))
                .filter(requirement -> offered.stream().noneMatch(capability -> matches.test(requirement, capability)))
                .map(requirement -> plainly(requirement, offered))
                .distinct()
                .toList();
    }

    /** The same for what it will ask for while it runs, such as services of others. */
    public static <R extends Requirement, C extends Capability> List<String> unmetLater(
            Collection<R> requirements, Collection<C> offered, BiPredicate<R, C> matches) {
        return requirements.stream()
                .filter(Needs::isMandatory)
                .filter(requirement -> !hasEffect(requirement))
                .filter(requirement -> offered.stream().noneMatch(capability -> matches.test(requirement, capability)))
                .map(requirement -> "it asks for " + requirement.getNamespace() + " " + filter(requirement)
                        + ", which nothing here says it offers")
                .distinct()
                .toList();
    }

    private static boolean isMandatory(Requirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        return resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY);
    }

    private static boolean hasEffect(Requirement requirement) {
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE);
    }

    private static String plainly(Requirement requirement, Collection<? extends Capability> offered) {
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                named(requirement, offered, PackageNamespace.PACKAGE_NAMESPACE, "package");
            case BundleNamespace.BUNDLE_NAMESPACE ->
                named(requirement, offered, BundleNamespace.BUNDLE_NAMESPACE, "bundle");
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "it needs Java " + value(filter(requirement), "version=").orElse("of another kind") + "; this is Java "
                        + Runtime.version().feature();
            default ->
                "it needs " + requirement.getNamespace() + " " + filter(requirement) + ", which nobody here offers";
        };
    }

    private static String named(
            Requirement requirement, Collection<? extends Capability> offered, String namespace, String kind) {
        String filter = filter(requirement);
        String name = value(filter, namespace + "=").orElse(filter);
        String versions = offered.stream()
                .filter(capability -> name.equals(capability.getAttributes().get(namespace)))
                .map(capability -> String.valueOf(capability
                        .getAttributes()
                        .getOrDefault(
                                Constants.VERSION_ATTRIBUTE,
                                capability.getAttributes().get(Constants.BUNDLE_VERSION_ATTRIBUTE))))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        String needed = "it needs " + kind + " " + name + range(filter);
        if (name.equals(API) && !versions.isEmpty()) {
            return needed + ", and this runtime has " + versions
                    + ": it was built against another version of the filter API; build it against this one";
        }
        return needed
                + (versions.isEmpty()
                        ? ", which nobody here offers; deploy the bundle that does with it"
                        : ", and there is only " + versions);
    }

    private static String range(String filter) {
        Matcher floor = FLOOR.matcher(filter);
        Matcher ceiling = CEILING.matcher(filter);
        if (ceiling.find()) {
            return " of version [" + (floor.find() ? floor.group(1) : "0") + "," + ceiling.group(1) + ")";
        }
        return floor.find() ? " of version " + floor.group(1) + " or later" : "";
    }

    private static String filter(Requirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }

    private static Optional<String> value(String filter, String key) {
        int start = filter.indexOf("(" + key);
        int end = filter.indexOf(')', start);
        return start < 0 || end < 0 ? Optional.empty() : Optional.of(filter.substring(start + 1 + key.length(), end));
    }
}
