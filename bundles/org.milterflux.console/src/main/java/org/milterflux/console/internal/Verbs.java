package org.milterflux.console.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.FilterStatus.Place;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployer;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.Plan;

/** What the commands make the deployer do; apart from them, because they are there without it too. */
final class Verbs {

    private final Deployer deployer;
    private final Overview core;

    Verbs(Deployer deployer, Overview core) {
        this.deployer = deployer;
        this.core = core;
    }

    /** What was made, and what scripts are told instead. */
    private static String said(Deployment change, boolean json) {
        return json ? Json.of(change) : Report.of(change);
    }

    /** What a change would do; fails when it would. */
    String plan(List<String> words, boolean removal, boolean json, Path directory, Consumer<String> out)
            throws DeploymentException {
        Plan plan = removal ? deployer.planRemoval(words) : deployer.plan(Words.sources(words, directory));
        if (plan.problems().isEmpty()) {
            return json ? Json.of(plan) : Report.of(plan);
        }
        out.accept(json ? Json.of(plan) : Report.of(plan));
        throw new DeploymentException("it would fail: "
                + (plan.problems().size() == 1 ? "1 problem" : plan.problems().size() + " problems"));
    }

    String deploy(List<String> words, boolean wait, boolean json, Path directory, Consumer<String> out)
            throws DeploymentException, InterruptedException {
        Deployment change = deployer.deploy(Words.sources(words, directory), json ? line -> {} : out);
        if (!wait) {
            return said(change, json);
        }
        if (!json && change.state() == Deployment.State.TRIAL) {
            out.accept("change " + change.number() + " is on trial; waiting for its first messages");
        }
        Deployment end = deployer.await(change.number());
        if (end.state() == Deployment.State.DONE) {
            return said(end, json);
        }
        if (json) {
            out.accept(Json.of(end));
        }
        throw new DeploymentException("change " + end.number() + ": " + Report.words(end.state()) + ", " + end.note());
    }

    String undeploy(List<String> names, boolean json, Consumer<String> out) throws DeploymentException {
        return said(deployer.undeploy(names, json ? line -> {} : out), json);
    }

    String rollback(List<String> number, boolean json, Consumer<String> out) throws DeploymentException {
        OptionalInt target = number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(whole(number.get(0), 0));
        return said(deployer.rollback(target, json ? line -> {} : out), json);
    }

    String history(boolean json) {
        return json ? Json.of(deployer.history()) : Report.of(deployer.history());
    }

    String drain(String filter, boolean json) throws DeploymentException, InterruptedException {
        List<String> said = deployer.drain(filter);
        return json ? Json.of(said) : lines(said);
    }

    /** Ends a drain, and takes back {@code enabled=false}; what holds the filter back decides. */
    String enable(String filter, boolean json) throws DeploymentException {
        boolean resumed = deployer.resume(filter);
        List<String> said = new ArrayList<>();
        if (resumed) {
            said.add(filter + " is drained no more");
        }
        if (stands(filter, Place.DISABLED)) {
            Deployment change = deployer.policy(filter, List.of("enabled=true"));
            if (!resumed) {
                return said(change, json);
            }
            said.add("change " + change.number() + ": its policy says enabled=true");
        }
        if (said.isEmpty()) {
            requireKnown(filter);
            throw new DeploymentException(
                    filter + " is neither drained nor disabled; milter:why " + filter + " says where it stands");
        }
        return json ? Json.of(said) : lines(said);
    }

    String disable(String filter, boolean json) throws DeploymentException {
        requireKnown(filter);
        return said(deployer.policy(filter, List.of("enabled=false")), json);
    }

    String rank(String filter, String rank, boolean json) throws DeploymentException {
        requireKnown(filter);
        return said(deployer.policy(filter, List.of("rank=" + whole(rank, Integer.MIN_VALUE))), json);
    }

    String policy(String filter, List<String> settings, boolean json) throws DeploymentException {
        Deployment change = deployer.policy(filter, settings);
        return json ? Json.of(change) : Report.of(change) + absence(filter);
    }

    String why(String filter, boolean json) {
        List<String> said = deployer.why(filter);
        return json ? Json.of(said) : lines(said);
    }

    /** What stands against being ready. */
    List<String> halfWay() {
        return deployer.history().stream()
                .filter(change -> change.state() == Deployment.State.RUNNING)
                .map(change -> "change " + change.number() + " is under way")
                .toList();
    }

    /** What there is to say of a filter that is not here. */
    private String absence(String filter) {
        if (core.missing().contains(filter)) {
            return "mail requires filter " + filter
                    + ", which is not there: new messages wait for it unless absent says otherwise\n";
        }
        return isKnown(filter) ? "" : "no filter " + filter + " is here now; it counts when one comes\n";
    }

    private boolean stands(String filter, Place place) {
        return core.filters().stream()
                .filter(status -> status.id().equals(filter))
                .map(FilterStatus::place)
                .anyMatch(place::equals);
    }

    private void requireKnown(String filter) throws DeploymentException {
        if (!isKnown(filter)) {
            throw new DeploymentException("there is no filter " + filter + "; milter:filters shows what there is");
        }
    }

    private boolean isKnown(String filter) {
        return core.missing().contains(filter)
                || core.filters().stream().anyMatch(status -> status.id().equals(filter));
    }

    private static int whole(String word, int least) throws DeploymentException {
        try {
            int number = Integer.parseInt(word);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DeploymentException(word + ": write a whole number", e);
        }
        throw new DeploymentException(word + ": write a whole number, " + least + " at least");
    }

    private static String lines(List<String> said) {
        return String.join("\n", said) + '\n';
    }
}
