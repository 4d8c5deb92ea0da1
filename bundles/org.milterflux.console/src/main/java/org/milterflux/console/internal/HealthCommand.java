package org.milterflux.console.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.Overview;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the runtime is ready, for people and for what watches it. Works whatever is missing. */
@Component(
        service = HealthCommand.class,
        property = {"osgi.command.scope=milter", "osgi.command.function=health"})
public final class HealthCommand {

    /** How long a filter may think about whether it is ready. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** By name, because its package is the transport's and the core's. */
    private static final String REPORT = "org.milterflux.protocol.spi.ListenerReport";

    private final BundleContext context;
    private final Services services;

    /** The command of this framework. */
    @Activate
    public HealthCommand(BundleContext context) {
        this.context = context;
        services = new Services(context);
    }

    /** Ready, or a failure that says why not. */
    @Descriptor("whether the runtime is ready: listeners open, required filters there, filters' own readiness checks"
            + " passed, no change under way; fails when it is not")
    public String health(
            CommandSession session,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws InvalidSyntaxException {
        Health health = look();
        if (json) {
            session.getConsole().print(Json.of(health));
            session.getConsole().flush();
        }
        if (!health.ready()) {
            throw new IllegalStateException(health.toString());
        }
        return json ? "" : health.toString();
    }

    private Health look() throws InvalidSyntaxException {
        List<String> open = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ServiceReference<?> report : reports()) {
            if (report.getProperty("failure") instanceof String failure) {
                problems.add(failure);
            } else {
                open.add(String.valueOf(report.getProperty("socket")));
            }
        }
        if (open.isEmpty() && problems.isEmpty()) {
            problems.add("no listener: no MTA can reach the filters; see conf/org.milterflux.listener-default.config");
        }
        Optional<Overview> core = services.core();
        problems.addAll(core.map(HealthCommand::problems).orElse(List.of("the core is not running; see the log")));
        Optional<Verbs> verbs = services.verbs();
        if (verbs.isPresent()) { // not as a method reference: without the deployer, that class cannot be loaded
            problems.addAll(verbs.get().halfWay());
        }
        return Health.of(open, problems);
    }

    static List<String> problems(Overview core) {
        List<String> problems = new ArrayList<>();
        core.missing().forEach(id -> problems.add("filter " + id + " is required and not there; see milter:why " + id));
        List<FilterStatus> chain =
                core.filters().stream().filter(FilterStatus::inChain).toList();
        core.readiness(LIMIT).stream()
                .filter(answer -> !answer.isReady())
                .filter(answer -> chain.stream()
                        .anyMatch(filter ->
                                filter.id().equals(answer.filter()) && filter.bundleId() == answer.bundleId()))
                .forEach(answer -> problems.add(
                        "filter " + answer.filter() + ' ' + answer.version() + ": " + Printable.of(answer.problem())));
        return problems;
    }

    private ServiceReference<?>[] reports() throws InvalidSyntaxException {
        ServiceReference<?>[] found = context.getAllServiceReferences(REPORT, null);
        return found == null ? new ServiceReference<?>[0] : found;
    }
}
