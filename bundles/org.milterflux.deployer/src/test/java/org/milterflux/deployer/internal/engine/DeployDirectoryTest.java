package org.milterflux.deployer.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.deployer.internal.bundle.TestJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

class DeployDirectoryTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path replaced;

    @Test
    void givesUpTheVersionThatWasReplacedAndNothingElse() throws Exception {
        Path old = TestJar.of("stamp", "1.0.0").write(directory);
        Path next = TestJar.of("stamp", "1.1.0").write(directory);
        Path other = TestJar.of("other", "1.0.0").write(directory);
        Path note = Files.writeString(directory.resolve("note.jar"), "not a jar");
        DeployDirectory deploy = new DeployDirectory(directory, replaced.resolve("new"));
        assertThat(deploy.takeOut(bundle("stamp", "1.0.0"))).isTrue();
        assertThat(old).doesNotExist();
        assertThat(replaced.resolve("new").resolve(old.getFileName())).exists();
        assertThat(directory).isDirectoryNotContaining(file -> file.equals(old));
        assertThat(next).exists();
        assertThat(other).exists();
        assertThat(note).exists();
        assertThat(deploy.takeOut(bundle("stamp", "1.0.0"))).isFalse();
    }

    @Test
    void mayBeMissing() throws Exception {
        assertThat(new DeployDirectory(directory.resolve("none"), replaced).takeOut(bundle("stamp", "1.0.0")))
                .isFalse();
    }

    private static Bundle bundle(String symbolicName, String version) {
        return (Bundle) Proxy.newProxyInstance(
                DeployDirectoryTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> symbolicName;
                    case "getVersion" -> Version.valueOf(version);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
