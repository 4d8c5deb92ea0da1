package org.milterflux.deployer.internal.diagnosis;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What Declarative Services says about the components that are filters, or that failed. */
final class Components {

    private static final String FILTERS = "org.milterflux.api.";
    private static final String REQUIRE = "require";

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why components of these bundles do not do their part, one line each. */
    List<String> problems(Bundle... bundles) {
        return runtime.getComponentDescriptionDTOs(bundles).stream()
                .filter(runtime::isComponentEnabled)
                .flatMap(this::problems)
                .distinct()
                .toList();
    }

    /** The components that will be the filter of an id, whichever bundle they are in. */
    List<ComponentDescriptionDTO> of(String filter) {
        String base = filter.indexOf('~') < 0 ? filter : filter.substring(0, filter.indexOf('~'));
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(Components::isFilter)
                .filter(component ->
                        base.equals(component.properties.getOrDefault("milter.name", component.bundle.symbolicName)))
                .toList();
    }

    /** Why a component does not do its part, one line for each of its configurations that does not. */
    Stream<String> problems(ComponentDescriptionDTO component) {
        Collection<ComponentConfigurationDTO> instances = runtime.getComponentConfigurationDTOs(component);
        if (instances.isEmpty()) {
            return isFilter(component) && REQUIRE.equals(component.configurationPolicy)
                    ? Stream.of(name(component) + " needs a configuration and has none: write "
                            + Arrays.stream(component.configurationPid)
                                    .map(pid -> "conf/" + pid + ".config")
                                    .collect(Collectors.joining(" or ")))
                    : Stream.empty();
        }
        return instances.stream().flatMap(instance -> problem(component, instance).stream());
    }

    private static Optional<String> problem(ComponentDescriptionDTO component, ComponentConfigurationDTO instance) {
        return switch (instance.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(name(component) + " fails to start: " + cause(instance.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                isFilter(component)
                        ? Optional.of(name(component) + " waits for its configuration: write "
                                + Arrays.stream(component.configurationPid)
                                        .map(pid -> "conf/" + pid + ".config")
                                        .collect(Collectors.joining(" or ")))
                        : Optional.empty();
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                isFilter(component)
                        ? Optional.of(name(component) + " waits for "
                                + Arrays.stream(instance.unsatisfiedReferences)
                                        .map(reference -> "its reference " + reference.name
                                                + (reference.target == null ? "" : " with " + reference.target))
                                        .collect(Collectors.joining(" and "))
                                + ", which no service here is")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isFilter(ComponentDescriptionDTO component) {
        return Arrays.stream(component.serviceInterfaces)
                .anyMatch(type -> type.startsWith(FILTERS) && type.endsWith("Filter"));
    }

    private static String name(ComponentDescriptionDTO component) {
        Object filter = component.properties.get("milter.name");
        return filter == null
                ? "component " + component.name + " of " + component.bundle.symbolicName
                : "filter " + filter + " of " + component.bundle.symbolicName + " " + component.bundle.version;
    }

    /** The innermost cause of a stack trace in text. */
    private static String cause(String trace) {
        List<String> causes = trace.lines()
                .filter(line -> !line.startsWith("\t") && !line.isBlank())
                .map(String::strip)
                .toList();
        if (causes.isEmpty()) {
            return "it does not say why";
        }
        String last = causes.get(causes.size() - 1);
        return last.startsWith("Caused by: ") ? last.substring("Caused by: ".length()) : last;
    }
}
