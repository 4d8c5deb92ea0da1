package org.milterflux.console.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.SessionStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the administrator asks of the chain and its connections: commands {@code milter:*}. */
@Component(
        service = MilterCommands.class,
        property = {
            "osgi.command.scope=milter",
            "osgi.command.function=filters",
            "osgi.command.function=sessions",
            "osgi.command.function=explain"
        })
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
        Table table = new Table(
                "ID", "VERSION", "RANK", "IN CHAIN", "ON FAILURE", "BREAKER", "MESSAGES", "BUNDLE", "CONDITION");
        for (FilterStatus filter : core.filters()) {
            table.row(
                    filter.id(),
                    filter.version(),
                    filter.rank(),
                    place(filter),
                    filter.failure(),
                    filter.breaker(),
                    filter.messages(),
                    filter.bundle(),
                    Printable.of(filter.condition()));
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

    /** The last messages, latest last, as a log has them. */
    @Descriptor("what each filter did with the last message, or the last -n of them")
    public String explain(@Descriptor("how many") @Parameter(names = "-n", absentValue = "1") int last) {
        return explained(core.messages(last), "no message has ended yet, or recordedMessages is 0\n");
    }

    /** The messages of that queue id. */
    @Descriptor("what each filter did with the message of a queue id")
    public String explain(@Descriptor("as in the MTA's log") String queueId) {
        return explained(
                core.messages(queueId),
                "no message of that queue id is remembered; recordedMessages says how many are\n");
    }

    private static String explained(List<MessageRecord> latestFirst, String otherwise) {
        List<MessageRecord> messages = new ArrayList<>(latestFirst);
        Collections.reverse(messages);
        return messages.isEmpty()
                ? otherwise
                : messages.stream()
                        .map(message -> new Explanation(message).toString())
                        .collect(Collectors.joining("\n"));
    }

    private static String place(FilterStatus filter) {
        if (!filter.inChain()) {
            return "no";
        }
        return filter.shadow() ? "shadow" : "yes";
    }
}
