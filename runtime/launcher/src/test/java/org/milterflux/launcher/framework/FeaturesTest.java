package org.milterflux.launcher.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {

    @TempDir
    Path directory;

    @Test
    void takesBundlesAndStartLevelsFromAllFiles() throws IOException {
        write("b.json", "b", "{\"id\": \"org.two:two:2.0\"}");
        write("a.json", "a", "{\"id\": \"org.one:one:1.0\", \"bundleStartLevel\": 5}");
        Files.writeString(directory.resolve("README.txt"), "not a feature");
        assertThat(Features.read(directory).bundles())
                .extracting(FeatureBundle::location, FeatureBundle::startLevel)
                .containsExactly(
                        tuple("feature:org.one:one:1.0", 5),
                        tuple("feature:org.two:two:2.0", Features.DEFAULT_START_LEVEL));
    }

    @Test
    void takesABundleOfTwoFeaturesOnce() throws IOException {
        write("a.json", "a", "{\"id\": \"org.one:one:1.0\", \"bundleStartLevel\": 5}");
        write("b.json", "b", "{\"id\": \"org.one:one:1.0\", \"bundleStartLevel\": 10}");
        assertThat(Features.read(directory).bundles())
                .extracting(FeatureBundle::startLevel)
                .containsExactly(5);
    }

    @Test
    void findsJarsInMavenLayout() throws IOException {
        write("a.json", "a", "{\"id\": \"io.netty:native:jar:linux-x86_64:4.2\"}, {\"id\": \"org.one:one:1.0\"}");
        assertThat(Features.read(directory).bundles())
                .extracting(FeatureBundle::path)
                .containsExactly(
                        Path.of("io/netty/native/4.2/native-4.2-linux-x86_64.jar"),
                        Path.of("org/one/one/1.0/one-1.0.jar"));
    }

    @Test
    void collectsFrameworkProperties() throws IOException {
        Files.writeString(directory.resolve("a.json"), """
                {"feature-resource-version": "1.0", "id": "x:a:1", "extensions": {"framework-launching-properties":
                    {"type": "JSON", "json": {"gosh.args": "--nointeractive"}}}}
                """);
        assertThat(Features.read(directory).properties()).containsEntry("gosh.args", "--nointeractive");
    }

    @Test
    void namesTheFileItCannotRead() throws IOException {
        Files.writeString(directory.resolve("broken.json"), "{");
        assertThatThrownBy(() -> Features.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.json");
    }

    private void write(String file, String name, String bundles) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "{\"feature-resource-version\": \"1.0\", \"id\": \"x:" + name + ":1\", \"bundles\": [" + bundles
                        + "]}");
    }
}
