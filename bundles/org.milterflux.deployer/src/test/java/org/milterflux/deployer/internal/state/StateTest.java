package org.milterflux.deployer.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.Deployment.FileChange;

/** What changes add up to, and how they are undone. */
class StateTest {

    private static final Jar SHIPPED = jar("1.0.0");
    private static final Jar FIRST = jar("1.0.1");
    private static final Jar SECOND = jar("1.0.2");
    private static final Jar OTHER = jar("7.0.0");

    private static final Entry UPGRADE = entry(1, Map.of("footer", SHIPPED), Map.of("footer", FIRST));
    private static final Entry ADDITION = entry(2, Map.of(), Map.of("other", OTHER));
    private static final Entry AGAIN = entry(3, Map.of("footer", FIRST, "other", OTHER), Map.of("footer", SECOND));

    @Test
    void countsFromOne() {
        assertThat(State.EMPTY.nextNumber()).isEqualTo(1);
        assertThat(done(UPGRADE).nextNumber()).isEqualTo(2);
    }

    @Test
    void deploysWhatTheLastChangeBrought() {
        State state = done(UPGRADE, ADDITION, AGAIN);
        assertThat(state.deployed()).containsOnlyKeys("footer");
        assertThat(state.deploys("footer", "deployment:footer:3")).isTrue();
        assertThat(state.deploys("footer", "deployment:footer:1")).isFalse();
        assertThat(state.deploys("other", "deployment:other:2")).isFalse();
    }

    @Test
    void goesBackOverSeveralChanges() {
        State state = done(UPGRADE, ADDITION, AGAIN);
        assertThat(state.asAfter(2)).isEqualTo(Map.of("footer", Optional.of(FIRST), "other", Optional.of(OTHER)));
        assertThat(state.asAfter(1)).isEqualTo(Map.of("footer", Optional.of(FIRST), "other", Optional.empty()));
        assertThat(state.asAfter(0)).isEqualTo(Map.of("footer", Optional.of(SHIPPED), "other", Optional.empty()));
        assertThat(state.asAfter(3)).isEmpty();
    }

    @Test
    void passesOverWhatHadNoEffect() {
        State state = done(UPGRADE).with(ADDITION.became(Deployment.State.FAILED, "no"));
        assertThat(state.previous()).contains(0);
        assertThat(state.asAfter(0)).isEqualTo(Map.of("footer", Optional.of(SHIPPED)));
        assertThat(State.EMPTY
                        .with(ADDITION.became(Deployment.State.TAKEN_BACK, "no"))
                        .previous())
                .isEmpty();
    }

    @Test
    void restoresFilesAsTheyWere() {
        State state = done(files(1, new FileChange("a", "", "1")))
                .done(files(2, new FileChange("a", "1", "2")), Set.of(), Set.of());
        assertThat(state.filesAsAfter(1)).isEqualTo(Map.of("a", "1"));
        assertThat(state.filesAsAfter(0)).isEqualTo(Map.of("a", ""));
    }

    @Test
    void whatWasNotDoneWhenTheRuntimeEndedWasNotMade() {
        State state =
                done(UPGRADE).with(AGAIN.became(Deployment.State.TRIAL, "")).interrupted();
        assertThat(state.entry(3).orElseThrow().deployment().state()).isEqualTo(Deployment.State.INTERRUPTED);
        assertThat(state.deploys("footer", "deployment:footer:1")).isTrue();
    }

    @Test
    void keepsTheOrderWhenAnEarlierChangeIsSettledLater() {
        State state = State.EMPTY
                .with(UPGRADE.became(Deployment.State.TRIAL, ""))
                .done(ADDITION, Set.of(), Set.of())
                .done(UPGRADE, Set.of(), Set.of());
        assertThat(state.entries()).extracting(Entry::number).containsExactly(1, 2);
        assertThat(state.nextNumber()).isEqualTo(3);
    }

    @Test
    void remembersWhatIsOnItsWayOutUntilItIsGone() {
        State state = State.EMPTY.done(UPGRADE, Set.of("feature:footer", "file:/x.jar"), Set.of("feature:footer"));
        assertThat(state.leaving()).containsExactlyInAnyOrder("feature:footer", "file:/x.jar");
        assertThat(state.gone("feature:footer").leaving()).containsExactly("file:/x.jar");
        assertThat(state.gone("feature:footer").setAside()).containsExactly("feature:footer");
    }

    @Test
    void forgetsOldChangesAndTheirFiles() {
        State state = done(UPGRADE);
        for (int number = 2; number <= 300; number++) {
            Jar jar = jar("2.0." + number);
            state = state.done(entry(number, Map.of(), Map.of("other", jar)), Set.of(), Set.of());
        }
        assertThat(state.entries()).hasSize(200);
        assertThat(state.kept()).hasSize(21).contains(FIRST.digest(), "2.0.300", "2.0.281");
    }

    private static State done(Entry... entries) {
        State state = State.EMPTY;
        for (Entry entry : entries) {
            state = state.with(entry.became(Deployment.State.RUNNING, "")).done(entry, Set.of(), Set.of());
        }
        return state;
    }

    private static Jar jar(String version) {
        return new Jar(version, version, "file " + version);
    }

    private static Entry entry(int number, Map<String, Jar> before, Map<String, Jar> after) {
        return new Entry(deployment(number, List.of()), before, after);
    }

    private static Entry files(int number, FileChange... files) {
        return new Entry(deployment(number, List.of(files)), Map.of(), Map.of());
    }

    private static Deployment deployment(int number, List<FileChange> files) {
        return new Deployment(
                number, Instant.EPOCH, Deployment.Kind.DEPLOY, Deployment.State.DONE, List.of(), files, "");
    }
}
