package org.milterflux.deployer.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;

/** Real files, and a core that follows them at once unless it does not understand. */
class PolicyFilesTest {

    private static final String FOOTER = "org.milterflux.policy-footer.config";

    @TempDir
    private Path conf;

    private final List<Map<String, String>> generations = new ArrayList<>(List.of(Map.of()));

    @Test
    void beginsAFile() throws DeploymentException {
        assertThat(files().change("footer", List.of("rank=5")))
                .isEqualTo(new Deployment.FileChange(FOOTER, "", "filter=\"footer\"\nrank=I\"5\"\n"));
        assertThat(content()).isEqualTo(Map.of(FOOTER, "filter=\"footer\"\nrank=I\"5\"\n"));
    }

    @Test
    void namesAFileAfterAnInstance() throws DeploymentException {
        assertThat(files().change("milter~dkim/1", List.of("rank=5")).name())
                .isEqualTo("org.milterflux.policy-milter_dkim_1.config");
    }

    @Test
    void leavesTheFileOfAnotherFilterAlone() throws Exception {
        write(FOOTER, "filter=\"header\"\n");
        assertThat(files().change("footer", List.of("rank=5")).name())
                .isEqualTo("org.milterflux.policy-footer_2.config");
        assertThat(content()).containsEntry(FOOTER, "filter=\"header\"\n");
    }

    @Test
    void editsTheFirstFileThatIsAboutTheFilter() throws Exception {
        write("org.milterflux.policy-b.config", "filter=\"footer\"\n");
        write("org.milterflux.policy-a.config", "# ours\nfilter = \"footer\"\n");
        write("org.milterflux.policy-0.config", "rank=I\"broken\n");
        assertThat(files().change("footer", List.of("rank=5")))
                .isEqualTo(new Deployment.FileChange(
                        "org.milterflux.policy-a.config",
                        "# ours\nfilter = \"footer\"\n",
                        "# ours\nfilter = \"footer\"\nrank=I\"5\"\n"));
    }

    @Test
    void namesTheFileThatSaysSoAlready() throws Exception {
        write(FOOTER, "filter=\"footer\"\nrank=I\"5\"\n");
        assertThatThrownBy(() -> files().change("footer", List.of("rank=5")))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("nothing to do: the policy of footer says so already (" + FOOTER + ")");
    }

    @Test
    void doesNotWaitForWhatMeansTheSame() throws Exception {
        write(FOOTER, "filter=\"footer\"\n");
        PolicyFiles files = files();
        int before = generations.size();
        files.change("footer", List.of("shadow=false"));
        assertThat(generations).as("the core was asked before, not afterwards").hasSize(before);
        assertThat(content()).containsEntry(FOOTER, "filter=\"footer\"\nshadow=B\"false\"\n");
    }

    @Test
    void putsBackWhatTheCoreDoesNotTake() throws Exception {
        write(FOOTER, "filter=\"footer\"\nrank=I\"5\"\n");
        assertThatThrownBy(() -> files().change("footer", List.of("condition=wrong(")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("the runtime did not take " + FOOTER)
                .hasMessageContaining("log");
        assertThat(content()).isEqualTo(Map.of(FOOTER, "filter=\"footer\"\nrank=I\"5\"\n"));
    }

    @Test
    void neverLetsAPolicyBeginWithACondition() throws Exception {
        assertThatThrownBy(() -> files().change("footer", List.of("condition=wrong(")))
                .isInstanceOf(DeploymentException.class);
        assertThat(generations).containsExactly(Map.of(), Map.of(FOOTER, "filter=\"footer\"\n"));
        assertThat(content()).isEmpty();
    }

    @Test
    void keepsTheModeAndTheLink() throws Exception {
        Path elsewhere = Files.createDirectory(conf.resolve("elsewhere")).resolve("footer");
        Files.writeString(elsewhere, "filter=\"footer\"\n");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw----"));
        Files.createSymbolicLink(conf.resolve(FOOTER), elsewhere);
        files().change("footer", List.of("rank=5"));
        assertThat(conf.resolve(FOOTER)).isSymbolicLink();
        assertThat(elsewhere).content().endsWith("rank=I\"5\"\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-rw----");
        try (Stream<Path> left = Files.list(elsewhere.getParent())) {
            assertThat(left).containsExactly(elsewhere);
        }
    }

    @Test
    void restoresWhatWas() throws Exception {
        write("org.milterflux.policy-a.config", "filter=\"a\"\nrank=I\"2\"\n");
        write("org.milterflux.policy-b.config", "filter=\"b\"\n");
        write("org.milterflux.policy-c.config", "filter=\"c\"\n");
        Map<String, String> wanted = new TreeMap<>(Map.of(
                "org.milterflux.policy-a.config", "filter=\"a\"\nrank=I\"1\"\n",
                "org.milterflux.policy-b.config", "",
                "org.milterflux.policy-c.config", "filter=\"c\"\n",
                "org.milterflux.policy-d.config", "filter=\"d\"\ncondition=\"tls\"\n"));
        assertThat(files().restore(wanted))
                .containsExactly(
                        new Deployment.FileChange(
                                "org.milterflux.policy-a.config",
                                "filter=\"a\"\nrank=I\"2\"\n",
                                "filter=\"a\"\nrank=I\"1\"\n"),
                        new Deployment.FileChange("org.milterflux.policy-b.config", "filter=\"b\"\n", ""),
                        new Deployment.FileChange(
                                "org.milterflux.policy-d.config", "", "filter=\"d\"\ncondition=\"tls\"\n"));
        wanted.remove("org.milterflux.policy-b.config");
        assertThat(content()).isEqualTo(wanted);
    }

    @Test
    void restoresAllOrNothing() throws Exception {
        write("org.milterflux.policy-a.config", "filter=\"a\"\n");
        assertThatThrownBy(() -> files().restore(Map.of(
                        "org.milterflux.policy-a.config", "",
                        "org.milterflux.policy-b.config", "filter=\"b\"\ncondition=\"wrong(\"\n")))
                .isInstanceOf(DeploymentException.class);
        assertThat(content()).isEqualTo(Map.of("org.milterflux.policy-a.config", "filter=\"a\"\n"));
    }

    private PolicyFiles files() {
        Overview overview = (Overview) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Overview.class},
                (proxy, method, arguments) -> generation());
        return new PolicyFiles(conf, overview, Duration.ZERO);
    }

    /** Another one whenever the files are others, and none of them is wrong. */
    private long generation() {
        Map<String, String> now = content();
        boolean understood = now.values().stream().noneMatch(text -> text.contains("wrong"));
        if (understood && !now.equals(generations.get(generations.size() - 1))) {
            generations.add(now);
        }
        return generations.size();
    }

    private Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(conf)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(conf.resolve(name), text);
        generation();
    }
}
