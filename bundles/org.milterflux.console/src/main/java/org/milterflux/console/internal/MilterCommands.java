package org.milterflux.console.internal;

import org.apache.felix.service.command.Descriptor;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.SessionStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the administrator asks of the chain and its connections: commands {@code milter:*}. */
@Component(
        service = MilterCommands.class,
        property = {"osgi.command.scope=milter", "osgi.command.function=filters", "osgi.command.function=sessions"})
public final class MilterCommands {

    private final Overview core;

    /** Commands over this core. */
    @Activate
    public MilterCommands(@Reference Overview core) {
        this.core = core;
    }

    /** Every filter, those in the chain first and in its order. */
    @Descriptor("the filters, in the order in which they see mail")
    public String filters() {
        Table table = new Table("ID", "VERSION", "RANK", "IN CHAIN", "ON FAILURE", "MESSAGES", "BUNDLE");
        for (FilterStatus filter : core.filters()) {
            table.row(
                    filter.id(),
                    filter.version(),
                    filter.rank(),
                    filter.inChain() ? "yes" : "no",
                    filter.failure(),
                    filter.messages(),
                    filter.bundle());
        }
        String missing =
                core.missing().isEmpty() ? "" : "required, but not there: " + String.join(", ", core.missing()) + '\n';
        return "generation " + core.generation() + '\n' + table + missing;
    }

    /** Every open MTA connection, oldest first. */
    @Descriptor("the open MTA connections")
    public String sessions() {
        Table table = new Table("ID", "LISTENER", "MTA", "MESSAGE", "AGE s");
        for (SessionStatus session : core.sessions()) {
            table.row(
                    session.id(),
                    session.listener(),
                    session.remote(),
                    session.inMessage() ? "open" : "-",
                    session.ageSeconds());
        }
        return table.toString();
    }
}
