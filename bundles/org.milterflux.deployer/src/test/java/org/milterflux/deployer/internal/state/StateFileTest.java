package org.milterflux.deployer.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.deployer.BundleChange;
import org.milterflux.deployer.BundleChange.FilterChange;
import org.milterflux.deployer.BundleChange.Kind;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.Deployment.FileChange;

/** What is on the disk. */
class StateFileTest {

    @TempDir
    private Path directory;

    @Test
    void comesBackAsItWas() throws IOException {
        State state = State.EMPTY.done(
                new Entry(
                        new Deployment(
                                1,
                                Instant.parse("2026-11-27T05:00:00.123456Z"),
                                Deployment.Kind.DEPLOY,
                                Deployment.State.DONE,
                                List.of(new BundleChange(
                                        Kind.UPGRADE,
                                        "footer",
                                        "1.0.0",
                                        "1.0.1",
                                        "/tmp/\u00fc.jar",
                                        "ab",
                                        List.of(new FilterChange("footer~x", Kind.KEEP, 1, -1)))),
                                List.of(new FileChange("a.config", "", "rank=I\"1\"\n")),
                                "two\nlines"),
                        Map.of("footer", new Jar("1.0.0", "aa", "feature:footer")),
                        Map.of("footer", new Jar("1.0.1", "ab", "/tmp/\u00fc.jar"))),
                Set.of("feature:footer"),
                Set.of("feature:footer"));
        StateFile file = new StateFile(directory);
        assertThat(file.load()).isEmpty();
        file.save(state);
        assertThat(new StateFile(directory).load()).contains(state);
    }

    @Test
    void isPutAsideWhenItCannotBeRead() throws IOException {
        StateFile file = new StateFile(directory);
        file.save(State.EMPTY);
        Path path = directory.resolve("state.json");
        Files.writeString(path, Files.readString(path).substring(0, 10));
        assertThat(file.load()).isEmpty();
        assertThat(directory.resolve("state.json.damaged")).exists();
        assertThat(path).doesNotExist();
    }

    @Test
    void storeNamesFilesByTheirContent() throws IOException {
        Store store = new Store(directory);
        String digest = store.put(content("abc"));
        assertThat(digest)
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2, B.1
        assertThat(store.path(digest)).hasContent("abc");
        String other = store.put(content("abcd"));
        store.keepOnly(Set.of(other));
        assertThat(store.has(digest)).isFalse();
        assertThat(store.has(other)).isTrue();
    }

    @Test
    void storeHasNoHalfFiles() throws IOException {
        Files.writeString(directory.resolve("draft1.new"), "left by a crash");
        Store store = new Store(directory);
        try (InputStream broken = Files.newInputStream(directory)) { // opens, and fails at the first byte
            assertThatThrownBy(() -> store.put(broken)).isInstanceOf(IOException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
