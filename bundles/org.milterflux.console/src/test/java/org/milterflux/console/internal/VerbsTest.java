package org.milterflux.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.FilterStatus.Place;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.Readiness;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.BundleChange.FilterChange;
import org.milterflux.deployer.BundleChange.Kind;
import org.milterflux.deployer.Deployer;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.Plan;

/** What each command asks of the deployer, and what it makes of the answer. */
class VerbsTest {

    private static final Path HERE = Path.of("/home/me");

    private static final BundleChange UPGRADE = new BundleChange(
            Kind.UPGRADE,
            "org.acme.spam",
            "1.0.0",
            "1.1.0",
            "/home/me/spam.jar",
            "ab",
            List.of(
                    new FilterChange("spam", Kind.KEEP, 50, 60),
                    new FilterChange("ham", Kind.ADD, 0, 5),
                    new FilterChange("eggs", Kind.REMOVE, 7, 0)));

    private static final Deployment POLICY = new Deployment(
            4,
            Instant.parse("2026-11-24T20:00:00Z"),
            Deployment.Kind.POLICY,
            Deployment.State.DONE,
            List.of(),
            List.of(new Deployment.FileChange(
                    "org.milterflux.policy-spam.config", "", "filter=\"spam\"\nrank=I\"5\"\n")),
            "");

    private final List<String> asked = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private final List<FilterStatus> filters = new ArrayList<>(List.of(status("spam", 57, Place.CHAIN)));
    private final List<Readiness> readiness = new ArrayList<>();
    private Plan plan = new Plan(List.of(UPGRADE), List.of(new Plan.Link("spam", "1.1.0", 60)), List.of(), List.of());
    private Deployment.State outcome = Deployment.State.DONE;
    private boolean drained;

    private final Verbs verbs = new Verbs(deployer(), core());

    @Test
    void plan() throws DeploymentException {
        plan = new Plan(plan.changes(), plan.chain(), List.of(), List.of("spam needs macro {x}"));
        assertThat(verbs.plan(List.of("spam.jar"), false, false, HERE, printed::add))
                .isEqualTo("""
                BUNDLE         CHANGE   FROM   TO     FILTERS
                org.acme.spam  upgrade  1.0.0  1.1.0  spam from 50 to 60, +ham at 5, -eggs
                CHAIN AFTERWARDS  VERSION  RANK
                spam              1.1.0    60
                warning: spam needs macro {x}
                """);
        verbs.plan(List.of("spam"), true, true, HERE, printed::add);
        assertThat(asked).containsExactly("plan [/home/me/spam.jar]", "planRemoval [spam]");
    }

    @Test
    void failToPlanWhatWouldFail() {
        plan = new Plan(plan.changes(), List.of(), List.of("it needs the moon"), List.of());
        assertThatThrownBy(() -> verbs.plan(List.of("spam.jar"), false, false, HERE, printed::add))
                .hasMessage("it would fail: 1 problem");
        assertThat(printed).singleElement().asString().endsWith("problem: it needs the moon\n");
    }

    @Test
    void deploy() throws Exception {
        assertThat(verbs.deploy(List.of("spam.jar", "mvn:a/b/1"), false, false, HERE, printed::add))
                .isEqualTo("""
                        change 3: on trial
                        BUNDLE         CHANGE   FROM   TO     FILTERS
                        org.acme.spam  upgrade  1.0.0  1.1.0  spam from 50 to 60, +ham at 5, -eggs
                        the earlier version stands by until the first messages have passed; milter:history shows the outcome
                        """);
        assertThat(asked).containsExactly("deploy [/home/me/spam.jar, mvn:a/b/1]");
        assertThat(printed).containsExactly("a step");
    }

    @Test
    void deployAndWait() throws Exception {
        assertThat(verbs.deploy(List.of("spam.jar"), true, false, HERE, printed::add))
                .startsWith("change 3: done");
        assertThat(printed).containsExactly("a step", "change 3 is on trial; waiting for its first messages");
        outcome = Deployment.State.TAKEN_BACK;
        assertThatThrownBy(() -> verbs.deploy(List.of("spam.jar"), true, false, HERE, printed::add))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("change 3: taken back, it was no good");
    }

    @Test
    void printNothingButJsonForScripts() throws Exception {
        assertThat(verbs.deploy(List.of("spam.jar"), false, true, HERE, printed::add))
                .startsWith("{")
                .contains("\"number\" : 3", "\"at\" : \"2026-11-24T20:00:00Z\"", "\"state\" : \"TRIAL\"");
        assertThat(printed).isEmpty();
    }

    @Test
    void goBack() throws DeploymentException {
        verbs.rollback(List.of(), false, printed::add);
        verbs.rollback(List.of("0"), false, printed::add);
        assertThat(asked).containsExactly("rollback OptionalInt.empty", "rollback OptionalInt[0]");
        assertThatThrownBy(() -> verbs.rollback(List.of("last"), false, printed::add))
                .hasMessage("last: write a whole number");
        assertThatThrownBy(() -> verbs.rollback(List.of("-1"), false, printed::add))
                .hasMessage("-1: write a whole number, 0 at least");
    }

    @Test
    void showHistory() {
        assertThat(verbs.history(false)).isEqualTo("""
                NUMBER  AT                    CHANGE  OUTCOME   WHAT                               NOTE
                3       2026-11-24T20:00:00Z  deploy  on trial  org.acme.spam 1.0.0 > 1.1.0
                4       2026-11-24T20:00:00Z  policy  done      org.milterflux.policy-spam.config
                """);
        assertThat(Report.of(List.of())).isEqualTo("nothing has been changed yet\n");
    }

    @Test
    void changePolicies() throws DeploymentException {
        assertThat(verbs.rank("spam", "5", false)).isEqualTo("""
                change 4: done
                conf/org.milterflux.policy-spam.config is new:
                  filter="spam"
                  rank=I"5"
                """);
        verbs.disable("spam", false);
        assertThat(verbs.policy("ham", List.of("shadow=true"), false))
                .endsWith("no filter ham is here now; it counts when one comes\n");
        assertThat(asked)
                .containsExactly(
                        "policy [spam, [rank=5]]", "policy [spam, [enabled=false]]", "policy [ham, [shadow=true]]");
    }

    @Test
    void warnWhenMailMustWait() throws DeploymentException {
        assertThat(verbs.policy("clamav", List.of("required=true"), false))
                .endsWith(
                        "mail requires filter clamav, which is not there: new messages wait for it unless absent says otherwise\n");
    }

    @Test
    void refuseFiltersThatNobodyKnows() {
        assertThatThrownBy(() -> verbs.rank("spma", "5", false)).hasMessageStartingWith("there is no filter spma");
        assertThatThrownBy(() -> verbs.disable("spma", false)).hasMessageStartingWith("there is no filter spma");
        assertThatThrownBy(() -> verbs.enable("spma", false)).hasMessageStartingWith("there is no filter spma");
        assertThat(asked).containsExactly("resume [spma]");
    }

    @Test
    void enableWhatIsDrainedOrDisabled() throws DeploymentException {
        assertThatThrownBy(() -> verbs.enable("spam", false))
                .hasMessageStartingWith("spam is neither drained nor disabled");
        drained = true;
        assertThat(verbs.enable("spam", false)).isEqualTo("spam is drained no more\n");
        filters.set(0, status("spam", 57, Place.DISABLED));
        assertThat(verbs.enable("spam", false))
                .isEqualTo("spam is drained no more\nchange 4: its policy says enabled=true\n");
        drained = false;
        assertThat(verbs.enable("spam", false)).startsWith("change 4: done");
    }

    @Test
    void knowWhatStandsAgainstBeingReady() {
        filters.add(status("spam", 58, Place.WITHHELD));
        readiness.add(new Readiness("spam", "1.0.0", 57, "no database"));
        readiness.add(new Readiness("spam", "1.1.0", 58, "not in the chain"));
        assertThat(HealthCommand.problems(core()))
                .containsExactly(
                        "filter clamav is required and not there; see milter:why clamav",
                        "filter spam 1.0.0: no database");
        assertThat(Health.of(List.of("inet:1@127.0.0.1"), List.of()).toString())
                .isEqualTo("ready, on inet:1@127.0.0.1\n");
        assertThat(Health.of(List.of(), List.of("one", "two")).toString()).isEqualTo("not ready: one\n           two");
    }

    private Deployer deployer() {
        return (Deployer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Deployer.class}, (proxy, method, arguments) -> {
                    List<Object> words = arguments == null ? List.of() : new ArrayList<>(Arrays.asList(arguments));
                    List<String> said = words.stream()
                            .filter(word -> !(word instanceof java.util.function.Consumer))
                            .map(String::valueOf)
                            .toList();
                    switch (method.getName()) {
                        case "await", "history" -> {}
                        case "policy", "resume" -> asked.add(method.getName() + " " + said);
                        default -> asked.add(method.getName() + " " + said.get(0));
                    }
                    if (method.getName().equals("deploy")) {
                        @SuppressWarnings("unchecked")
                        var progress = (java.util.function.Consumer<String>) words.get(1);
                        progress.accept("a step");
                    }
                    return switch (method.getName()) {
                        case "plan", "planRemoval" -> plan;
                        case "policy" -> POLICY;
                        case "resume" -> drained;
                        case "history" -> List.of(change(Deployment.State.TRIAL, ""), POLICY);
                        case "await" -> change(outcome, outcome == Deployment.State.DONE ? "" : "it was no good");
                        default -> change(Deployment.State.TRIAL, "");
                    };
                });
    }

    private Overview core() {
        return (Overview) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Overview.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "filters" -> filters;
                    case "missing" -> List.of("clamav");
                    case "readiness" -> readiness;
                    default -> throw new AssertionError(method);
                });
    }

    private static Deployment change(Deployment.State state, String note) {
        return new Deployment(
                3,
                Instant.parse("2026-11-24T20:00:00Z"),
                Deployment.Kind.DEPLOY,
                state,
                List.of(UPGRADE),
                List.of(),
                note);
    }

    private static FilterStatus status(String id, long bundleId, Place place) {
        return new FilterStatus(
                id,
                "1.0.0",
                "org.acme.spam",
                bundleId,
                50,
                50,
                place,
                false,
                false,
                "",
                List.of(),
                "tempfail",
                "closed",
                0,
                new FilterStatus.Effects(Set.of(), true, List.of(), false, false, List.of(), List.of()));
    }
}
