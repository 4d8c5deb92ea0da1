package org.milterflux.console.internal;

import java.util.Locale;
import java.util.stream.Collectors;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.MessageRecord;

/** What became of one message and why, for people. */
record Explanation(MessageRecord message) {

    @Override
    public String toString() {
        Table filters = new Table("FILTER", "VERSION", "RANK", "SAID", "ms", "WHY");
        message.filters()
                .forEach(filter -> filters.row(
                        filter.filter(),
                        filter.version().isEmpty() ? "-" : filter.version(),
                        filter.rank(),
                        filter.word(),
                        millis(filter.micros()),
                        Printable.of(filter.reason())));
        return head() + (message.filters().isEmpty() ? "the chain was empty\n" : filters) + details();
    }

    private String head() {
        return message.queueId() + ": " + verdict() + '\n'
                + "from <" + Printable.of(message.sender()) + "> to " + recipients() + ", " + message.size()
                + " bytes\n"
                + "client " + Printable.of(message.client()) + " through listener " + message.listener()
                + ", connection "
                + message.connection() + '\n'
                + "begun " + message.begun() + ", took " + message.millis() + " ms, generation " + message.generation()
                + '\n';
    }

    private String verdict() {
        return message.verdict()
                + (message.decider().isEmpty() ? "" : " by " + message.decider())
                + (message.reply().isEmpty() ? "" : " with " + Printable.of(message.reply()));
    }

    private String recipients() {
        int others = message.recipientCount() - message.recipients().size();
        return message.recipients().stream()
                        .map(recipient -> "<" + Printable.of(recipient) + ">")
                        .collect(Collectors.joining(", "))
                + (message.recipientCount() == 0 ? "nobody" : "")
                + (others > 0 ? " and " + others + " more" : "");
    }

    private String details() {
        return message.filters().stream().map(Explanation::details).collect(Collectors.joining());
    }

    private static String details(FilterRecord filter) {
        String calls = filter.calls().stream()
                .map(call -> call.stage() + " " + call.answer() + " " + millis(call.micros()))
                .collect(Collectors.joining(", "));
        String edits = filter.edits().stream()
                .map(edit -> "  " + filter.filter() + " edit: " + Printable.of(edit) + '\n')
                .collect(Collectors.joining());
        return (calls.isEmpty() ? "" : "  " + filter.filter() + " was asked: " + calls + '\n') + edits;
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1000.0);
    }
}
