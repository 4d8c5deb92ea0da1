package org.milterflux.deployer.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.FilterStatus.Effects;
import org.milterflux.core.management.FilterStatus.Place;
import org.milterflux.core.management.MtaOffer;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.BundleChange.FilterChange;
import org.milterflux.deployer.BundleChange.Kind;
import org.milterflux.deployer.Plan;
import org.milterflux.deployer.internal.bundle.BundleFile;
import org.milterflux.deployer.internal.bundle.TestJar;
import org.osgi.framework.Version;
import org.osgi.resource.Capability;

/** What a change would do, by values. */
class PlannerTest {

    private static final String SIGNS = "<property name=\"milter.signs\" type=\"Boolean\" value=\"true\"/>";
    private static final String EDITS_BODY = "<property name=\"milter.edits\" type=\"String\" value=\"BODY\"/>";
    private static final String MACRO = "<property name=\"milter.macros\" type=\"String\" value=\"auth_type\"/>";

    @TempDir
    private Path directory;

    private List<Capability> api = List.of();

    @BeforeEach
    void offerTheApi() throws Exception {
        api = TestJar.of("api", "1")
                .header("Export-Package", "org.milterflux.api;version=\"1.0\"")
                .read(directory)
                .capabilities();
    }

    @Test
    void aNewBundleIsAdded() throws Exception {
        Plan plan = plan(there(), file("stamp", "1.0.0", "stamp", rank(5)));
        assertThat(plan.changes())
                .containsExactly(new BundleChange(
                        Kind.ADD,
                        "stamp",
                        "",
                        "1.0.0",
                        "x.jar",
                        "digest",
                        List.of(new FilterChange("stamp", Kind.ADD, 0, 5))));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.chain()).containsExactly(new Plan.Link("stamp", "1.0.0", 5));
    }

    @Test
    void aHigherVersionIsAnUpgradeAtTheAdministratorsRank() throws Exception {
        Plan plan = plan(
                there(filter("stamp", "1.0.0", 50, 5), filter("other", "7.0.0", 9, 9)),
                file("stamp", "1.1.0", "stamp", rank(7)));
        assertThat(plan.changes()).extracting(BundleChange::kind).containsExactly(Kind.UPGRADE);
        assertThat(plan.changes().get(0).filters()).containsExactly(new FilterChange("stamp", Kind.KEEP, 50, 50));
        assertThat(plan.chain())
                .containsExactly(new Plan.Link("stamp", "1.1.0", 50), new Plan.Link("other", "7.0.0", 9));
    }

    @Test
    void aBundlesOwnRankMayChange() throws Exception {
        Plan plan = plan(there(filter("stamp", "1.0.0", 5, 5)), file("stamp", "1.1.0", "stamp", rank(7)));
        assertThat(plan.changes().get(0).filters()).containsExactly(new FilterChange("stamp", Kind.KEEP, 5, 7));
    }

    @Test
    void aLowerVersionIsWarnedOf() throws Exception {
        Plan plan = plan(there(filter("stamp", "2.0.0", 0, 0)), file("stamp", "1.0.0", "stamp"));
        assertThat(plan.changes()).extracting(BundleChange::kind).containsExactly(Kind.DOWNGRADE);
        assertThat(plan.warnings()).containsExactly("stamp 1.0.0 is older than 2.0.0, which serves now");
    }

    @Test
    void theSameFileIsKept() throws Exception {
        Installed there = there(filter("stamp", "1.0.0", 0, 0));
        Installed deployed =
                new Installed(there.bundles(), there.filters(), List.of(), Set.of(), Map.of("stamp", "digest"));
        Plan plan = plan(deployed, file("stamp", "1.0.0", "stamp"));
        assertThat(plan.changes()).extracting(BundleChange::kind).containsExactly(Kind.KEEP);
    }

    @Test
    void aFilterThatIsNotInTheNewVersionLeaves() throws Exception {
        Plan plan = plan(there(required(filter("stamp", "1.0.0", 3, 3))), file("stamp", "1.1.0", "stamper"));
        assertThat(plan.changes().get(0).filters())
                .containsExactly(
                        new FilterChange("stamp", Kind.REMOVE, 3, 0), new FilterChange("stamper", Kind.ADD, 0, 0));
        assertThat(plan.warnings())
                .containsExactly("filter stamp leaves the chain; its policy requires it: mail will wait for it, then be"
                        + " refused for now");
    }

    @Test
    void whatIsMissingIsAProblemInPlainWords() throws Exception {
        BundleFile file = TestJar.of("stamp", "1.0.0")
                .header(
                        "Import-Package",
                        "gone;version=\"[3,4)\",org.milterflux.api;version=\"[2,3)\",may;resolution:=optional")
                .header(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\","
                                + "osgi.service;filter:=\"(objectClass=x.Y)\";effective:=active")
                .read(directory);
        Plan plan = plan(there(), file);
        assertThat(plan.problems())
                .containsExactlyInAnyOrder(
                        "stamp 1.0.0: it needs package gone of version [3.0.0,4.0.0), which nobody here offers; deploy"
                                + " the bundle that does with it",
                        "stamp 1.0.0: it needs package org.milterflux.api of version [2.0.0,3.0.0), and this runtime has"
                                + " 1.0.0: it was built against another version of the filter API; build it against this one",
                        "stamp 1.0.0: it needs Java 99; this is Java "
                                + Runtime.version().feature());
        assertThat(plan.warnings()).hasSize(1).first().asString().contains("(objectClass=x.Y)");
    }

    @Test
    void whatComesWithItCounts() throws Exception {
        BundleFile user =
                TestJar.of("user", "1").header("Import-Package", "lib").read(directory);
        BundleFile library =
                TestJar.of("lib", "1").header("Export-Package", "lib").read(directory);
        assertThat(plan(there(), user).problems()).hasSize(1);
        assertThat(plan(there(), user, library).problems()).isEmpty();
    }

    @Test
    void whatIsReplacedCountsNoMore() throws Exception {
        BundleFile user =
                TestJar.of("user", "1").header("Import-Package", "lib").read(directory);
        BundleFile old = TestJar.of("lib", "1").header("Export-Package", "lib").read(directory);
        BundleFile empty = TestJar.of("lib", "2").read(directory);
        Installed there = new Installed(
                List.of(new Installed.Present(9, "lib", old.version(), old.capabilities())),
                List.of(),
                List.of(),
                Set.of(),
                Map.of());
        assertThat(plan(there, user).problems()).isEmpty();
        assertThat(plan(there, user, empty).problems()).hasSize(1);
    }

    @Test
    void aMissingConfigurationIsAProblemThatNamesTheFile() throws Exception {
        BundleFile file =
                TestJar.of("stamp", "1.0.0").filter("stamp", "require").read(directory);
        assertThat(plan(there(), file).problems())
                .containsExactly("stamp: filter stamp needs a configuration and has none: write"
                        + " conf/com.example.stamp.config first");
    }

    @Test
    void twoFilesOfOneBundleAreAProblem() throws Exception {
        Plan plan = plan(there(), file("stamp", "1.0.0", "stamp"), file("stamp", "1.1.0", "stamp"));
        assertThat(plan.problems()).first().asString().contains("are both stamp");
    }

    @Test
    void aBodyEditorAfterASignerIsDoubtful() throws Exception {
        Installed there = there(filter("sign", "1.0.0", 10, 10, signing()));
        assertThat(plan(there, file("footer", "1", "footer", rank(5), EDITS_BODY))
                        .warnings())
                .containsExactly("footer (rank 5) edits the body after sign (rank 10) has signed it: give footer a rank"
                        + " above 10");
        assertThat(plan(there, file("footer", "1", "footer", rank(15), EDITS_BODY))
                        .warnings())
                .isEmpty();
        assertThat(Planner.plan(List.of(file("footer", "1", "footer", rank(5), EDITS_BODY)), there, true)
                        .problems())
                .hasSize(1);
    }

    @Test
    void twoSignersAreDoubtful() throws Exception {
        Installed there = there(filter("sign", "1.0.0", 10, 10, signing()));
        assertThat(plan(there, file("seal", "1", "seal", rank(5), SIGNS)).warnings())
                .containsExactly("sign and seal both sign: disable one, or give each a condition");
    }

    @Test
    void aReaderBeforeItsProducerIsDoubtful() throws Exception {
        Installed there = there(filter("scan", "1.0.0", 10, 10, producing("score")));
        String reads = "<property name=\"milter.consumes\" type=\"String\" value=\"score\"/>";
        assertThat(plan(there, file("act", "1", "act", rank(20), reads)).warnings())
                .containsExactly("act (rank 20) reads score before scan (rank 10) leaves it: give act a rank below 10");
        assertThat(plan(there, file("act", "1", "act", rank(1), reads)).warnings())
                .isEmpty();
        assertThat(plan(there(), file("act", "1", "act", rank(1), reads)).warnings())
                .containsExactly("act reads score, which no filter of the chain leaves");
    }

    @Test
    void whatTheMtaDoesNotOfferIsDoubtful() throws Exception {
        MtaOffer offer = new MtaOffer("mx", "Postfix", Set.of("ADD_HEADERS"), Set.of("j"), 3, Instant.EPOCH);
        Installed there = new Installed(present(), List.of(), List.of(offer), Set.of(), Map.of());
        assertThat(plan(there, file("x", "1", "x", EDITS_BODY, MACRO)).warnings())
                .containsExactly(
                        "x may want CHANGE_BODY, which the MTA of listener mx does not offer",
                        "x looks at {auth_type}, which the MTA of listener mx has not sent so far");
        MtaOffer silent = new MtaOffer("mx", "", Set.of(), Set.of(), 0, Instant.EPOCH);
        Installed early = new Installed(present(), List.of(), List.of(silent), Set.of(), Map.of());
        assertThat(plan(early, file("x", "1", "x", EDITS_BODY, MACRO)).warnings())
                .isEmpty();
    }

    @Test
    void aBundleIsRemovedByItsNameOrItsFilter() {
        Installed there = there(filter("stamp", "1.0.0", 3, 3));
        for (String name : List.of("stamp", "stamp-filter")) {
            Installed named = there(new FilterStatus(
                    "stamp-filter",
                    "1.0.0",
                    "stamp",
                    1,
                    3,
                    3,
                    Place.CHAIN,
                    false,
                    false,
                    "",
                    List.of(),
                    "",
                    "",
                    0,
                    effects()));
            assertThat(Planner.removal(List.of(name), named).changes())
                    .extracting(BundleChange::bundle, BundleChange::kind)
                    .containsExactly(tuple("stamp", Kind.REMOVE));
        }
        assertThat(Planner.removal(List.of("nix"), there).problems())
                .containsExactly("there is neither a bundle nor a filter nix; milter:filters shows what there is");
    }

    private Plan plan(Installed there, BundleFile... files) {
        return Planner.plan(List.of(files), there, false);
    }

    private BundleFile file(String name, String version, String filter, String... properties) throws Exception {
        return TestJar.of(name, version).filter(filter, "optional", properties).read(directory);
    }

    private static String rank(int rank) {
        return "<property name=\"service.ranking\" type=\"Integer\" value=\"" + rank + "\"/>";
    }

    private Installed there(FilterStatus... filters) {
        List<Installed.Present> bundles = new ArrayList<>(present());
        Arrays.stream(filters)
                .forEach(filter -> bundles.add(new Installed.Present(
                        filter.bundleId(), filter.bundle(), Version.valueOf(filter.version()), List.of())));
        return new Installed(bundles, List.of(filters), List.of(), Set.of(), Map.of());
    }

    private List<Installed.Present> present() {
        return List.of(new Installed.Present(1, "api", Version.emptyVersion, api));
    }

    private static FilterStatus filter(String id, String version, int rank, int ownRank) {
        return filter(id, version, rank, ownRank, effects());
    }

    private static FilterStatus filter(String id, String version, int rank, int ownRank, Effects effects) {
        return new FilterStatus(
                id,
                version,
                id,
                7,
                rank,
                ownRank,
                Place.CHAIN,
                false,
                false,
                "",
                List.of(),
                "skip",
                "closed",
                0,
                effects);
    }

    private static FilterStatus required(FilterStatus filter) {
        return new FilterStatus(
                filter.id(),
                filter.version(),
                filter.bundle(),
                7,
                filter.rank(),
                filter.ownRank(),
                Place.CHAIN,
                false,
                true,
                "",
                List.of(),
                "skip",
                "closed",
                0,
                filter.effects());
    }

    private static Effects effects() {
        return new Effects(Set.of(), true, List.of(), false, false, List.of(), List.of());
    }

    private static Effects signing() {
        return new Effects(Set.of("HEADERS"), true, List.of(), false, true, List.of(), List.of());
    }

    private static Effects producing(String attribute) {
        return new Effects(Set.of(), true, List.of(), false, false, List.of(attribute), List.of());
    }
}
