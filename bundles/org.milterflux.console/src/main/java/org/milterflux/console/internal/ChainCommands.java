package org.milterflux.console.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

/** What the administrator asks of the chain, its connections and its messages. */
@Component(
        service = ChainCommands.class,
        property = {
            "osgi.command.scope=milter",
            "osgi.command.function=filters",
            "osgi.command.function=chain",
            "osgi.command.function=sessions",
            "osgi.command.function=explain"
        })
public final class ChainCommands {

    private final Overview core;

    /** Commands over this core. */
    @Activate
    public ChainCommands(@Reference Overview core) {
        this.core = core;
    }

    /** What scripts are told of the filters. */
    record Filters(long generation, List<FilterStatus> filters, List<String> missing) {}

    /** Every filter, those in the chain first and in its order. */
    @Descriptor("all filters, those in the chain first; the others say why they are not in it: disabled, withheld by a"
            + " deployment, drained, superseded by a newer version")
    public String filters(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        return json ? Json.of(state(core.filters())) : table(core.filters()) + missing();
    }

    /** The filters that mail meets, in their order. */
    @Descriptor("the filters that mail meets, in their order")
    public String chain(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<FilterStatus> chain =
                core.filters().stream().filter(FilterStatus::inChain).toList();
        if (json) {
            return Json.of(state(chain));
        }
        Table table = new Table("ID", "VERSION", "RANK", "MODE", "REQUIRED", "LISTENERS", "CONDITION");
        chain.forEach(filter -> table.row(
                filter.id(),
                filter.version(),
                filter.rank(),
                filter.shadow() ? "shadow" : "full",
                filter.required() ? "yes" : "no",
                filter.listeners().isEmpty() ? "all" : String.join(",", filter.listeners()),
                Printable.of(filter.condition())));
        return "generation " + core.generation() + '\n' + (chain.isEmpty() ? "the chain is empty\n" : table)
                + missing();
    }

    /** Every open MTA connection, oldest first. */
    @Descriptor("the open MTA connections")
    public String sessions(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<SessionStatus> sessions = core.sessions();
        if (json) {
            return Json.of(sessions);
        }
        Table table = new Table("ID", "LISTENER", "MTA", "MESSAGE", "AGE s");
        sessions.forEach(session -> table.row(
                session.id(),
                session.listener(),
                session.remote(),
                session.inMessage() ? "open" : "-",
                session.ageSeconds()));
        return table.toString();
    }

    /** The last messages, or those of a queue id, latest last, as a log has them. */
    @Descriptor("what each filter did with the last message, the last -n of them, or the messages of a queue id")
    public String explain(
            @Descriptor("how many") @Parameter(names = "-n", absentValue = "1") int last,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("[QUEUE-ID], as in the MTA's log") String[] queueId) {
        List<String> ids = Words.atMost(1, queueId, "explain");
        List<MessageRecord> messages = new ArrayList<>(ids.isEmpty() ? core.messages(last) : core.messages(ids.get(0)));
        Collections.reverse(messages);
        if (json) {
            return Json.of(messages);
        }
        if (messages.isEmpty()) {
            return ids.isEmpty()
                    ? "no message has ended yet, or recordedMessages is 0\n"
                    : "no message of that queue id is remembered; recordedMessages says how many are\n";
        }
        return messages.stream()
                .map(message -> new Explanation(message).toString())
                .collect(Collectors.joining("\n"));
    }

    private Filters state(List<FilterStatus> filters) {
        return new Filters(core.generation(), filters, core.missing());
    }

    private String table(List<FilterStatus> filters) {
        Table table = new Table(
                "ID", "VERSION", "RANK", "IN CHAIN", "ON FAILURE", "BREAKER", "MESSAGES", "BUNDLE", "CONDITION");
        filters.forEach(filter -> table.row(
                filter.id(),
                filter.version(),
                filter.rank(),
                place(filter),
                filter.failure(),
                filter.breaker(),
                filter.messages(),
                filter.bundle(),
                Printable.of(filter.condition())));
        return "generation " + core.generation() + '\n' + table;
    }

    private String missing() {
        return core.missing().isEmpty() ? "" : "required, but not there: " + String.join(", ", core.missing()) + '\n';
    }

    private static String place(FilterStatus filter) {
        if (!filter.inChain()) {
            return filter.place().name().toLowerCase(Locale.ROOT);
        }
        return filter.shadow() ? "shadow" : "yes";
    }
}
