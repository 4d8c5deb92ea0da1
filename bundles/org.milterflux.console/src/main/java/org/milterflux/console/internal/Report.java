package org.milterflux.console.internal;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.Plan;

/** Plans and changes, for people. */
final class Report {

    private Report() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder(bundles(plan.changes()));
        if (!plan.chain().isEmpty()) {
            Table chain = new Table("CHAIN AFTERWARDS", "VERSION", "RANK");
            plan.chain().forEach(link -> chain.row(link.filter(), link.version(), link.rank()));
            text.append(chain);
        }
        plan.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        plan.problems()
                .forEach(problem -> text.append("problem: ").append(problem).append('\n'));
        return text.toString();
    }

    static String of(Deployment change) {
        String head = "change " + change.number() + ": " + words(change.state())
                + (change.note().isEmpty() ? "" : ", " + change.note()) + '\n';
        String bundles = change.bundles().isEmpty() ? "" : bundles(change.bundles());
        String files = change.files().stream().map(Report::of).collect(Collectors.joining());
        String hint = change.state() == Deployment.State.TRIAL
                ? "the earlier version stands by until the first messages have passed; milter:history shows the outcome\n"
                : "";
        return head + bundles + files + hint;
    }

    static String of(List<Deployment> history) {
        if (history.isEmpty()) {
            return "nothing has been changed yet\n";
        }
        Table table = new Table("NUMBER", "AT", "CHANGE", "OUTCOME", "WHAT", "NOTE");
        history.forEach(change -> table.row(
                change.number(),
                change.at().truncatedTo(ChronoUnit.SECONDS),
                lower(change.kind()),
                words(change.state()),
                what(change),
                Printable.of(change.note())));
        return table.toString();
    }

    /** The outcome in words. */
    static String words(Deployment.State state) {
        return switch (state) {
            case RUNNING -> "under way";
            case TRIAL -> "on trial";
            case DONE -> "done";
            case FAILED -> "failed";
            case TAKEN_BACK -> "taken back";
            case INTERRUPTED -> "interrupted";
        };
    }

    private static String bundles(List<BundleChange> changes) {
        Table table = new Table("BUNDLE", "CHANGE", "FROM", "TO", "FILTERS");
        changes.forEach(change -> table.row(
                change.bundle(),
                lower(change.kind()),
                dash(change.from()),
                dash(change.to()),
                dash(change.filters().stream().map(Report::of).collect(Collectors.joining(", ")))));
        return table.toString();
    }

    private static String of(BundleChange.FilterChange filter) {
        return switch (filter.kind()) {
            case ADD -> "+" + filter.id() + " at " + filter.rankAfter();
            case REMOVE -> "-" + filter.id();
            default ->
                filter.rankBefore() == filter.rankAfter()
                        ? filter.id()
                        : filter.id() + " from " + filter.rankBefore() + " to " + filter.rankAfter();
        };
    }

    private static String of(Deployment.FileChange file) {
        if (file.after().isEmpty()) {
            return "conf/" + file.name() + " is gone\n";
        }
        return "conf/" + file.name() + (file.before().isEmpty() ? " is new:" : ":") + '\n' + indented(file.after());
    }

    /** A text, set off from what is around it. */
    private static String indented(String text) {
        return text.lines().map(line -> "  " + Printable.of(line) + '\n').collect(Collectors.joining());
    }

    private static String what(Deployment change) {
        return Stream.concat(
                        change.bundles().stream()
                                .map(bundle -> bundle.bundle() + ' ' + dash(bundle.from()) + " > " + dash(bundle.to())),
                        change.files().stream().map(Deployment.FileChange::name))
                .collect(Collectors.joining(", "));
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
