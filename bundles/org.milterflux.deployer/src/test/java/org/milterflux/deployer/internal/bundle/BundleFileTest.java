package org.milterflux.deployer.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.core.management.FilterStatus.Effects;
import org.milterflux.deployer.DeploymentException;
import org.osgi.framework.Version;

class BundleFileTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhatTheManifestSays() throws Exception {
        BundleFile file = TestJar.of("com.example.stamp;singleton:=true", "1.2.3.x")
                .header("Import-Package", "a;version=\"[1,2)\",b;resolution:=optional")
                .header("Export-Package", "c;version=\"3\"")
                .read(directory);
        assertThat(file.symbolicName()).isEqualTo("com.example.stamp");
        assertThat(file.version()).isEqualTo(Version.valueOf("1.2.3.x"));
        assertThat(file.requirements()).hasSize(2);
        assertThat(file.capabilities())
                .anyMatch(capability -> "c".equals(capability.getAttributes().get("osgi.wiring.package")));
        assertThat(file.filters()).isEmpty();
    }

    @Test
    void saysWhichFiltersItsComponentsAre() throws Exception {
        BundleFile file = TestJar.of("com.example.stamp", "1")
                .filter(
                        "stamp",
                        "optional",
                        "<property name=\"milter.edits\" type=\"String\">BODY\nHEADERS\n</property>",
                        "<property name=\"milter.body\" type=\"Boolean\" value=\"false\"/>",
                        "<property name=\"milter.signs\" type=\"Boolean\" value=\"true\"/>",
                        "<property name=\"milter.macros\" type=\"String\">auth_type</property>",
                        "<property name=\"milter.consumes\" type=\"String\" value=\"spam.score\"/>",
                        "<property name=\"service.ranking\" type=\"Integer\" value=\"-7\"/>")
                .read(directory);
        assertThat(file.filters())
                .containsExactly(new DeclaredFilter(
                        "stamp",
                        -7,
                        new Effects(
                                Set.of("BODY", "HEADERS"),
                                false,
                                List.of("auth_type"),
                                false,
                                true,
                                List.of(),
                                List.of("spam.score")),
                        false,
                        List.of("com.example.stamp")));
    }

    @Test
    void findsDescriptionsByAsterisk() throws Exception {
        BundleFile file = TestJar.of("com.example.stamp", "1")
                .filter("stamp", "optional")
                .header("Service-Component", "OSGI-INF/*.xml")
                .read(directory);
        assertThat(file.filters()).extracting(DeclaredFilter::name).containsExactly("stamp");
    }

    @Test
    void idsFollowTheConfigurations() {
        DeclaredFilter free = new DeclaredFilter("stamp", 0, effects(), false, List.of("pid"));
        assertThat(free.ids(Set.of())).containsExactly("stamp");
        assertThat(free.ids(Set.of("pid~a", "pid~b", "other"))).containsExactly("stamp~a", "stamp~b");
        DeclaredFilter bound = new DeclaredFilter("stamp", 0, effects(), true, List.of("pid"));
        assertThat(bound.ids(Set.of("other"))).isEmpty();
        assertThat(bound.ids(Set.of("pid"))).containsExactly("stamp");
    }

    @Test
    void refusesWhatIsNoBundle() throws Exception {
        Path text = Files.writeString(directory.resolve("x"), "text");
        assertThatThrownBy(() -> BundleFile.read(text, "x", ""))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("x is not a jar");
        Path plain = TestJar.plain().write(directory);
        assertThatThrownBy(() -> BundleFile.read(plain, "p.jar", ""))
                .hasMessageContaining("p.jar is a jar but not an OSGi bundle")
                .hasMessageContaining("bnd");
        Path fragment = TestJar.of("f", "1")
                .header("Fragment-Host", "org.milterflux.core")
                .write(directory);
        assertThatThrownBy(() -> BundleFile.read(fragment, "f.jar", ""))
                .hasMessageStartingWith("f.jar is a fragment of org.milterflux.core");
        Path wrong = TestJar.of("w", "not a version").write(directory);
        assertThatThrownBy(() -> BundleFile.read(wrong, "w.jar", "")).hasMessageContaining("manifest");
    }

    @Test
    void readsNoFilesForADescription() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
        Path jar = TestJar.of("x", "1")
                .header("Service-Component", "OSGI-INF/x.xml")
                .entry("OSGI-INF/x.xml", "<!DOCTYPE c [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><c>&e;</c>")
                .write(directory);
        assertThatThrownBy(() -> BundleFile.read(jar, "x.jar", "")).hasMessageContaining("component description");
    }

    private static Effects effects() {
        return new Effects(Set.of(), true, List.of(), false, false, List.of(), List.of());
    }
}
